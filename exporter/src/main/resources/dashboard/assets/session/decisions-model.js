/** Choices of a session, and what of them was seen to run. */

import {agentFinder} from './span-filter.js';
import {keyOf} from './session-data.js';

/**
 * Steps to each decision with the spans that ran because of it: those of the chosen names in the same run,
 * before that run's next decision.
 *
 * @returns {Generator} its result: {node, key, agent, decision, followed: {name: string, nodes: Array}[]}[]
 */
export function* decisionSteps(spans) {
  const agentOf = agentFinder();
  let passed = 0;
  const runs = new Map();
  const found = [];
  for (const node of [...spans.all].sort((a, b) => a.from - b.from)) {
    if (++passed % 256 === 0) {
      yield;
    }
    const {span} = node;
    const agent = agentOf(span.operation === 'agent' ? node.parent ?? node : node);
    const run = agent?.id ?? span.traceId;
    const open = runs.get(run);
    if (open) {
      open.followed.find(({name}) => name === span.toolName || (span.operation === 'agent' && name === span.agentName))?.nodes.push(node);
    }
    if (span.decision) {
      const decision = {node, key: keyOf(span), agent, decision: span.decision,
        followed: [...new Set(span.decision.chosen)].map((name) => ({name, nodes: []}))};
      found.push(decision);
      runs.set(run, decision);
    }
  }
  return found;
}
