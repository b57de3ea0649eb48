/** Where each span stands in the timeline: a lane for each agent, in it a row under its parent's that is free. */

import {shortName} from './span-filter.js';
import {pausesOf} from './time-scale.js';

const MOST_ROWS = 400;
const STEP = 256;

/**
 * Steps to the layout of a session's spans. Runs of the same agent share a lane; what stands outside of any agent has
 * the first one.
 *
 * @param spans model of the span tree; @param {(node) => boolean} keeps which are drawn
 * @returns {Generator} its result: {nodes, lanes: {name, top, rows}[], rows: number, byRow: {node, lane, row}[][] by
 *     start, end: the last end, pauses: of pausesOf}
 */
export function* layoutSteps(spans, keeps) {
  const nodes = [];
  let end = spans.summary.durationMillis ?? 0;
  for (const node of spans.all) {
    if (keeps(node)) {
      nodes.push(node);
      end = Math.max(end, node.to ?? node.from);
    }
    if (nodes.length % STEP === 0) {
      yield;
    }
  }
  const lanes = new Map();
  const places = new Map();
  let at = 0;
  for (const node of spans.all) {
    const above = node.parent ? places.get(node.parent) : null;
    places.set(node, node === nodes[at] ? place(nodes[at++], above ?? null, lanes, end) : above ?? null);
    if (places.size % STEP === 0) {
      yield;
    }
  }
  const byRow = rowsOf([...lanes.values()]);
  yield;
  for (const row of byRow) {
    row.sort((a, b) => a.node.from - b.node.from);
    yield;
  }
  return {nodes, lanes: [...lanes.values()], rows: byRow.length, byRow, end, pauses: pausesOf(nodes, end)};
}

/** @param above where the nearest span above it that is drawn stands */
function place(node, above, lanes, end) {
  const agent = node.span.operation === 'agent' ? node : above?.agent ?? null;
  const name = agent ? shortName(agent.span) : 'Outside of agents';
  const lane = lanes.get(name) ?? lanes.set(name, {name, free: [], bars: []}).get(name);
  let row = above?.lane === lane ? above.row + 1 : 0;
  while (row < MOST_ROWS && (lane.free[row] ?? -1) > node.from) {
    row++;
  }
  lane.free[row] = Math.max(lane.free[row] ?? 0, node.to ?? end);
  const bar = {node, lane, row, agent};
  lane.bars.push(bar);
  return bar;
}

function rowsOf(lanes) {
  const byRow = [];
  for (const lane of lanes) {
    lane.top = byRow.length;
    lane.rows = lane.free.length;
    for (let row = 0; row < lane.rows; row++) {
      byRow.push([]);
    }
    lane.bars.forEach((bar) => byRow[lane.top + bar.row].push(bar));
  }
  return byRow;
}
