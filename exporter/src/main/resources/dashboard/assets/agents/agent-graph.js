/** Who called whom, from left to right; drawn as links, so that it can be read and followed by keyboard. */

import {h, svg} from '../base/dom.js';
import {formatCount, plural} from '../base/format.js';

const WIDTH = 168;
const HEIGHT = 30;
const GAP_X = 86;
const GAP_Y = 14;
const START = 'Start';

/** Groups of `agentEdge` as `{from, to, runs}`; `from` is null for runs that no agent called. */
export function readEdges(groups) {
  return groups.map((row) => {
    const [from, to] = JSON.parse(row.key);
    return {from, to, runs: row.spans};
  });
}

/** @param {(name: string) => string} hrefOf where an agent leads to */
export function agentGraph(edges, hrefOf) {
  if (edges.length === 0) {
    return h('p', {class: 'muted'}, 'No agent ran.');
  }
  const columns = layers(edges);
  const places = new Map();
  columns.forEach((names, column) => names.forEach((name, row) => places.set(name, {x: 8 + column * (WIDTH + GAP_X), y: 8 + row * (HEIGHT + GAP_Y)})));
  const width = 16 + columns.length * (WIDTH + GAP_X) - GAP_X;
  const height = 16 + Math.max(...columns.map((names) => names.length)) * (HEIGHT + GAP_Y) + (edges.some(({from, to}) => from === to) ? 18 : 0);
  const most = Math.max(...edges.map((edge) => edge.runs));
  return h('div', {class: 'agent-graph', tabindex: '0', role: 'region', 'aria-label': `Who called whom: ${edges.map(inWords).join('; ')}`},
    svg('svg', {width, height, viewBox: `0 0 ${width} ${height}`},
      edges.map((edge) => drawEdge(edge, places, most)),
      [...places].map(([name, {x, y}]) => node(name, x, y, hrefOf))));
}

const inWords = ({from, to, runs}) => `${from ?? START} to ${to}, ${plural(runs, 'run')}`;

/** Each agent one column right of the first that called it. */
function layers(edges) {
  const depth = new Map();
  let reached = new Set(edges.filter(({from}) => from === null).map(() => START));
  if (reached.size === 0) {
    reached = new Set(edges.filter(({from}) => !edges.some(({to, from: other}) => to === from && other !== to)).map(({from}) => from));
  }
  reached = reached.size > 0 ? reached : new Set([edges[0].from]);
  for (let column = 0; reached.size > 0; column++) {
    reached.forEach((name) => depth.set(name, column));
    reached = new Set(edges.filter(({from}) => reached.has(from ?? START)).map(({to}) => to).filter((name) => !depth.has(name)));
  }
  const rest = new Set(edges.flatMap(({from, to}) => [from ?? START, to]).filter((name) => !depth.has(name)));
  rest.forEach((name) => depth.set(name, 0));
  const columns = [];
  for (const [name, column] of depth) {
    (columns[column] ??= []).push(name);
  }
  return columns;
}

function node(name, x, y, hrefOf) {
  const box = [svg('rect', {x, y, width: WIDTH, height: HEIGHT, rx: 6}), svg('title', null, name),
    svg('text', {x: x + WIDTH / 2, y: y + HEIGHT / 2 + 4, 'text-anchor': 'middle'}, name.length > 24 ? `${name.slice(0, 23)}…` : name)];
  return name === START ? svg('g', null, box) : svg('a', {href: hrefOf(name)}, box);
}

function drawEdge(edge, places, most) {
  const from = places.get(edge.from ?? START);
  const to = places.get(edge.to);
  const stroke = 1 + 3 * (edge.runs / most);
  const path = edge.from === edge.to ? selfLoop(from) : curve(from, to);
  return svg('g', null, svg('title', null, inWords(edge)),
    svg('path', {class: 'edge', d: path.d, 'stroke-width': stroke.toFixed(1)}),
    svg('path', {class: 'edge', d: arrow(path.end, path.back), 'stroke-width': 1.2}),
    svg('text', {class: 'edge-count', x: path.middle[0], y: path.middle[1], 'text-anchor': 'middle'}, formatCount(edge.runs)));
}

function curve(from, to) {
  const back = to.x <= from.x;
  const [x1, y1] = [back ? from.x : from.x + WIDTH, from.y + HEIGHT / 2];
  const [x2, y2] = [back ? to.x + WIDTH : to.x, to.y + HEIGHT / 2];
  const bend = (x1 + x2) / 2;
  return {d: `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`, end: [x2, y2], back, middle: [x2 + (back ? 22 : -22), y2 - 5]};
}

function selfLoop({x, y}) {
  const [x1, x2, bottom] = [x + WIDTH * 0.65, x + WIDTH * 0.35, y + HEIGHT];
  return {d: `M${x1} ${bottom}C${x1} ${bottom + 24} ${x2} ${bottom + 24} ${x2} ${bottom}`, end: [x2, bottom], back: null, middle: [x + WIDTH / 2, bottom + 16]};
}

function arrow([x, y], back) {
  if (back === null) {
    return `M${x - 4} ${y + 6}L${x} ${y}L${x + 4} ${y + 6}`;
  }
  const d = back ? 6 : -6;
  return `M${x + d} ${y - 4}L${x} ${y}L${x + d} ${y + 4}`;
}
