/** Where each span stands in the timeline: a lane for each agent, in it a row under its parent's that is free. */

import {agentOf, shortName} from './span-filter.js';

const MOST_ROWS = 400;

/**
 * Runs of the same agent share a lane; what stands outside of any agent has the first one.
 *
 * @returns {{lanes: {name, top, rows}[], bars: {node, lane, row}[], rows: number}} bars by row, then start
 */
export function lanesOf(nodes, end) {
  const lanes = new Map();
  const placed = new Map();
  for (const node of nodes) {
    const agent = agentOf(node);
    const name = agent ? shortName(agent.span) : 'Outside of agents';
    const lane = lanes.get(name) ?? lanes.set(name, {name, free: [], bars: []}).get(name);
    const above = node.parent ? placed.get(node.parent.id) : null;
    let row = above?.lane === lane ? above.row + 1 : 0;
    while (row < MOST_ROWS && (lane.free[row] ?? -1) > node.from) {
      row++;
    }
    lane.free[row] = Math.max(lane.free[row] ?? 0, node.to ?? end);
    const bar = {node, lane, row};
    placed.set(node.id, bar);
    lane.bars.push(bar);
  }
  let top = 0;
  const result = [...lanes.values()].map((lane) => {
    lane.top = top;
    lane.rows = lane.free.length;
    top += lane.rows;
    return lane;
  });
  return {lanes: result, bars: result.flatMap((lane) => lane.bars), rows: top};
}
