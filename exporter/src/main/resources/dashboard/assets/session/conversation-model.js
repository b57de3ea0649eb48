/** Which messages of a model call are new: the rest was said before, in the call before it. */

import {agentFinder} from './span-filter.js';
import {keyOf} from './session-data.js';

const STEPS = new Set(['tool', 'mcp', 'retriever', 'human', 'guardrail', 'memory']);

/**
 * Steps to the model calls and what ran between them, by start. `before` is the call before it in the
 * same run of the same agent: what its input repeats.
 *
 * @returns {Generator} its result: {node, key, kind: 'call'|'step', before: string?, agent}[]
 */
export function* turnSteps(spans) {
  const agentOf = agentFinder();
  const last = new Map();
  const nodes = spans.all.filter(({span}) => span.foldedInto === null && !span.wrapper && (span.operation === 'llm' || STEPS.has(span.operation)));
  yield;
  nodes.sort((a, b) => a.from - b.from);
  const turns = [];
  for (const node of nodes) {
    const agent = agentOf(node);
    const run = agent?.id ?? node.span.traceId;
    const key = keyOf(node.span);
    const call = node.span.operation === 'llm';
    turns.push({node, key, kind: call ? 'call' : 'step', before: call ? last.get(run) ?? null : null, agent});
    if (call) {
      last.set(run, key);
    }
    if (turns.length % 256 === 0) {
      yield;
    }
  }
  return turns;
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
