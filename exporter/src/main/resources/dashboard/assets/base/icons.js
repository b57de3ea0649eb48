/** Line icons on a 16 by 16 grid, drawn in the colour of the text around them. */

import {svg} from './dom.js';

const PATHS = {
  llm: 'M8 1.8l1.5 4.7 4.7 1.5-4.7 1.5L8 14.2 6.5 9.5 1.8 8l4.7-1.5z',
  embedding: 'M3 3h3v3H3zM10 3h3v3h-3zM3 10h3v3H3zM10 10h3v3h-3z',
  tool: 'M9.8 6.2l-6.3 6.3M10.5 2.3a3.3 3.3 0 0 0-2.5 4.6l1.1 1.1a3.3 3.3 0 0 0 4.6-2.5l-2 1-1.6-.6-.6-1.6z',
  agent: 'M3 6.5h10v6H3zM8 6.5V3.5M8 3.2v.1M6 9v1M10 9v1',
  workflow: 'M2.5 2.5h4v3h-4zM9.5 10.5h4v3h-4zM4.5 5.5v4a2.5 2.5 0 0 0 2.5 2.5h2.5',
  step: 'M3 8h9M9 5l3 3-3 3',
  retriever: 'M7 2.8a4.2 4.2 0 1 0 .1 0M10.2 10.2l3 3',
  guardrail: 'M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4z',
  mcp: 'M5.5 2.5v4M10.5 2.5v4M4 6.5h8v2a4 4 0 0 1-8 0zM8 12.5v1.5',
  memory: 'M3 4c0-1.1 2.2-2 5-2s5 .9 5 2-2.2 2-5 2-5-.9-5-2v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
  human: 'M8 2.3a2.6 2.6 0 1 0 .1 0M3 13.5c.3-3 2.3-4.5 5-4.5s4.7 1.5 5 4.5',
  other: 'M8 5.2a2.8 2.8 0 1 0 .1 0',
  path: 'M2.5 4.5h4l1.2 1.5h5.8v6.5h-11z',
  chevron: 'M6 4l4 4-4 4',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  close: 'M4 4l8 8M12 4l-8 8',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.5l7 4.5-7 4.5z',
  theme: 'M8 2.5a5.5 5.5 0 1 0 .1 0M8 2.5v11a5.5 5.5 0 0 0 0-11',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  search: 'M7 2.8a4.2 4.2 0 1 0 .1 0M10.2 10.2l3 3',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  sessions: 'M2.5 3.5h11M2.5 8h11M2.5 12.5h7',
  names: 'M2.5 3v4.5l6 6 5-5-6-6H3M5.3 5.3v.1',
  decisions: 'M3.5 8h3M6.5 8c2 0 1.5-4.5 4-4.5h2M6.5 8c2 0 1.5 4.5 4 4.5h2M6.5 8h6',
  cost: 'M8 2a6 6 0 1 0 .1 0M10 5.8C9.6 5.2 8.9 5 8 5c-1.2 0-2 .6-2 1.5s.8 1.3 2 1.5 2 .7 2 1.6S9.2 11 8 11c-1 0-1.7-.3-2.1-.9M8 4v8',
  problems: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.2v.1',
  compare: 'M5.5 2.5v11M10.5 2.5v11M2.5 5h3M2.5 8h3M10.5 8h3M10.5 11h3',
  sql: 'M3 5l3 3-3 3M8 11.5h5',
  filter: 'M2.5 3.5h11l-4 5v4l-3 1.5V8.5z',
  plus: 'M8 3.5v9M3.5 8h9',
  more: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  help: 'M8 2a6 6 0 1 0 .1 0M6.2 6.3a1.9 1.9 0 1 1 2.8 1.6c-.7.4-1 .8-1 1.5M8 11.4v.2',
};

const SAME = {reranker: 'retriever', evaluator: 'guardrail'};

/** Decorative: what it says must stand beside it in words. */
export function icon(name) {
  const shape = PATHS[SAME[name] ?? name] ?? PATHS.other;
  return svg('svg', {class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true'}, svg('path', {d: shape}));
}

/** The icon of an operation in its colour, named for screen readers. */
export function operationIcon(operation) {
  const mark = icon(operation);
  mark.classList.add('op', `op-${operation}`);
  mark.removeAttribute('aria-hidden');
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', OPERATION_NAMES[operation] ?? operation);
  mark.append(svg('title', null, OPERATION_NAMES[operation] ?? operation));
  return mark;
}

export const OPERATION_NAMES = {
  llm: 'model call', embedding: 'embedding', tool: 'tool', agent: 'agent', workflow: 'workflow',
  step: 'step', retriever: 'retrieval', reranker: 'reranking', guardrail: 'guardrail',
  evaluator: 'evaluation', mcp: 'MCP', memory: 'memory', human: 'human', other: 'operation', path: 'path',
};
