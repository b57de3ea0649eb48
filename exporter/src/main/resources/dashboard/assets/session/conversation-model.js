/** Which messages of a model call are new: the rest was said before, in the call before it. */

import {agentOf} from './span-filter.js';
import {keyOf} from './session-data.js';

const STEPS = new Set(['tool', 'mcp', 'retriever', 'human', 'guardrail', 'memory']);

/**
 * Model calls and what ran between them, by start. `before` is the call before it in the same run of
 * the same agent: what its input repeats.
 *
 * @returns {{node, key, kind: 'call'|'step', before: string?, agent}[]}
 */
export function turnsOf(spans) {
  const last = new Map();
  return spans.all.filter(({span}) => span.foldedInto === null && !span.wrapper && (span.operation === 'llm' || STEPS.has(span.operation)))
    .sort((a, b) => a.from - b.from)
    .map((node) => {
      const agent = agentOf(node);
      const run = agent?.id ?? node.span.traceId;
      const key = keyOf(node.span);
      if (node.span.operation !== 'llm') {
        return {node, key, kind: 'step', before: null, agent};
      }
      const before = last.get(run) ?? null;
      last.set(run, key);
      return {node, key, kind: 'call', before, agent};
    });
}

/**
 * What of a call's input was not in the call before it.
 *
 * @param content of the call; @param before content of the call before it, or null
 * @returns {{repeated: number, fresh: Array}} `repeated` messages were there before
 */
export function freshMessages(content, before) {
  const input = Array.isArray(content.inputMessages) ? content.inputMessages : [];
  if (!before || !Array.isArray(before.inputMessages)) {
    return {repeated: 0, fresh: input};
  }
  const known = [...before.inputMessages, ...(Array.isArray(before.outputMessages) ? before.outputMessages : [])].map(essence);
  let same = 0;
  while (same < input.length && same < known.length && essence(input[same]) === known[same]) {
    same++;
  }
  return {repeated: same, fresh: input.slice(same)};
}

/** Enough to know a message again: providers drop reasoning and finish reasons when it is sent back. */
function essence(message) {
  const parts = Array.isArray(message?.parts) ? message.parts.filter((part) => !['reasoning', 'thinking'].includes(part?.type)) : message?.parts;
  return JSON.stringify([message?.role, parts ?? message?.content ?? null]);
}

/** System instructions, unless the call before had the same. */
export function freshInstructions(content, before) {
  const {systemInstructions} = content;
  return systemInstructions === null || systemInstructions === undefined
    || JSON.stringify(systemInstructions) === JSON.stringify(before?.systemInstructions) ? null : systemInstructions;
}
