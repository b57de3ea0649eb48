/**
 * What a session's page shows first is asked for while its modules are still on their way: they take
 * as long as the answer does.
 */

import {fetchNodes} from './api.js';

/** Nodes of the first piece: more than a window shows. The server asks browsers for the same (FirstPiece.java). */
export const FIRST_PIECE = 250;
const asked = new Map();

export function askAhead(sessionId) {
  const answer = fetchNodes(sessionId, 0, FIRST_PIECE);
  answer.catch(() => {});
  asked.set(sessionId, answer);
}

/** The answer, once; null when it was not asked for. */
export function taken(sessionId) {
  const answer = asked.get(sessionId) ?? null;
  asked.delete(sessionId);
  return answer;
}
