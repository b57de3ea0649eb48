/** The most expensive decisions: what a model (or the code) chose, with all that followed from the choice. */

import {fetchSessions, fetchTree} from '../base/api.js';
import {isKnown} from '../base/format.js';

const SESSIONS = 40;
const MOST_SPANS = 5000;
const AT_ONCE = 5;

/**
 * No decision costs more than its session, so sessions are read from the dearest down until the next
 * one is cheaper than the last decision of the list: the list is then exact.
 *
 * @returns {{decisions: Object[], read: number, skipped: number, exact: boolean}}
 */
export async function dearestDecisions(filter, most, signal) {
  const params = new URLSearchParams(filter);
  params.set('sort', '-cost');
  params.set('limit', SESSIONS);
  const {sessions, nextCursor} = await fetchSessions(params, signal);
  let decisions = [];
  let [read, skipped] = [0, 0];
  for (let at = 0; at < sessions.length; at += AT_ONCE) {
    const enough = decisions.length === most && Number(sessions[at].costUsd) <= decisions[most - 1].cost;
    if (!isKnown(sessions[at].costUsd) || enough) {
      return {decisions, read, skipped, exact: skipped === 0};
    }
    const some = sessions.slice(at, at + AT_ONCE).filter((session) => isKnown(session.costUsd));
    const small = some.filter((session) => session.spans <= MOST_SPANS);
    skipped += some.length - small.length;
    read += small.length;
    const found = await Promise.all(small.map(async (session) => inSession(await fetchTree(session.sessionId, 'span', signal), session)));
    decisions = [...decisions, ...found.flat()].sort((a, b) => b.cost - a.cost).slice(0, most);
  }
  return {decisions, read, skipped, exact: skipped === 0 && nextCursor === null};
}

function inSession({roots}, session) {
  const found = [];
  const waiting = [roots];
  while (waiting.length > 0) {
    const siblings = waiting.pop();
    found.push(...withConsequences(siblings, session));
    siblings.forEach((node) => node.children?.length > 0 && waiting.push(node.children));
  }
  return found;
}

/** A decision's calls stand beside it, up to the next decision, or inside of it. */
function withConsequences(siblings, session) {
  const found = [];
  siblings.forEach((node, i) => {
    const chosen = node.span.decision?.chosen ?? [];
    if (chosen.length === 0) {
      return;
    }
    const until = siblings.findIndex((other, j) => j > i && (other.span.decision?.chosen ?? []).length > 0);
    const followed = siblings.slice(i + 1, until < 0 ? siblings.length : until).filter(({span}) => chosen.includes(span.toolName) || chosen.includes(span.agentName) || chosen.includes(span.name));
    const parts = [node, ...followed];
    const costs = parts.map((part) => part.subtree.costUsd).filter(isKnown);
    if (costs.length > 0) {
      found.push({span: node.span, session, chosen, cost: costs.reduce((sum, each) => sum + Number(each), 0),
        calls: sum(parts, 'llmCalls'), tokens: sum(parts, 'inputTokens') + sum(parts, 'outputTokens'), millis: parts.reduce((total, part) => total + (part.subtree.durationMillis ?? 0), 0)});
    }
  });
  return found;
}

const sum = (nodes, field) => nodes.reduce((total, node) => total + (node.subtree[field] ?? 0), 0);
