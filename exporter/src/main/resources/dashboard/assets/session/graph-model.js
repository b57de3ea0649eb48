/** Agents, tools and people of a session and who went to whom, how often. */

import {shortName} from './span-filter.js';

const NODES = new Set(['agent', 'tool', 'mcp', 'retriever', 'human', 'guardrail', 'memory', 'evaluator']);
const START = 'start';

/**
 * Steps to the graph: one node for each kind and name. An edge leads from the nearest such node above, else from where
 * the session starts; `visits`, `errors` and `cost` are of its target's spans.
 *
 * @returns {Generator} its result: {nodes: Map, edges: Array}; nodes {id, operation, name, visits, errors, millis, first},
 *     edges {from, to, count, errors}
 */
export function* graphSteps(spans) {
  const nodes = new Map();
  const edges = new Map();
  const places = new Map();
  for (const node of spans.all) {
    if (places.size % 256 === 0) {
      yield;
    }
    const above = node.parent ? places.get(node.parent.id) : START;
    const {span} = node;
    if (!NODES.has(span.operation) || span.foldedInto !== null || span.wrapper) {
      places.set(node.id, above);
      continue;
    }
    const id = `${span.operation}:${shortName(span)}`;
    places.set(node.id, id);
    const failed = node.span.status === 'error';
    const known = nodes.get(id) ?? nodes.set(id, {id, operation: span.operation, name: shortName(span), visits: 0, errors: 0, millis: 0, first: node}).get(id);
    known.visits++;
    known.errors += failed ? 1 : 0;
    known.millis += span.durationMillis ?? 0;
    const edge = edges.get(`${above}\n${id}`) ?? edges.set(`${above}\n${id}`, {from: above, to: id, count: 0, errors: 0}).get(`${above}\n${id}`);
    edge.count++;
    edge.errors += failed ? 1 : 0;
  }
  if (nodes.size > 0) {
    nodes.set(START, {id: START, operation: 'step', name: 'Session', visits: 1, errors: 0, millis: 0, first: null});
  }
  return {nodes, edges: [...edges.values()]};
}

/** The most visited, and the edges between them. */
export function busiest({nodes, edges}, most) {
  if (nodes.size <= most) {
    return {nodes, edges, left: 0};
  }
  const kept = new Map([...nodes].sort(([, a], [, b]) => (b.id === START) - (a.id === START) || b.visits - a.visits).slice(0, most));
  return {nodes: kept, edges: edges.filter(({from, to}) => kept.has(from) && kept.has(to)), left: nodes.size - most};
}
