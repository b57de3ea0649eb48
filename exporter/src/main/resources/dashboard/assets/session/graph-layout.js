/**
 * Places a directed graph in layers from left to right: edges that close a circle are turned for the
 * layering, each node stands after all that lead to it, and inside a layer nodes stand near their
 * neighbours, so that few edges cross.
 */

const SWEEPS = 6;

/**
 * @param {Iterable<string>} ids; @param {{from: string, to: string}[]} edges
 * @param {{width, height, gapX, gapY, fromTop?: boolean}} size of a node and the room between; `fromTop`: layers begin at the top, else they are centred
 * @returns {{places: Map<string, {x, y}>, width, height}}
 */
export function layout(ids, edges, size) {
  const all = [...ids];
  const forward = withoutCircles(all, edges.filter(({from, to}) => from !== to));
  const layers = layersOf(all, forward);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    order(layers, forward, down);
  }
  return place(layers, size);
}

/** Edges of a depth-first walk that lead back to an open node are turned. */
function withoutCircles(ids, edges) {
  const next = groupBy(edges, (edge) => edge.from);
  const state = new Map();
  const kept = [];
  for (const id of ids) {
    const stack = [[id, 0]];
    while (stack.length > 0) {
      const [at, i] = stack.pop();
      if (i === 0) {
        if (state.get(at)) {
          continue;
        }
        state.set(at, 'open');
      }
      const outgoing = next.get(at) ?? [];
      if (i === outgoing.length) {
        state.set(at, 'done');
        continue;
      }
      const {to} = outgoing[i];
      stack.push([at, i + 1]);
      kept.push(state.get(to) === 'open' ? {from: to, to: at} : {from: at, to});
      if (!state.get(to)) {
        stack.push([to, 0]);
      }
    }
  }
  return kept;
}

/** The longest way to each node from one that nothing leads to. */
function layersOf(ids, edges) {
  const next = groupBy(edges, (edge) => edge.from);
  const missing = new Map(ids.map((id) => [id, 0]));
  edges.forEach(({to}) => missing.set(to, missing.get(to) + 1));
  const level = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => missing.get(id) === 0);
  while (ready.length > 0) {
    const id = ready.shift();
    for (const {to} of next.get(id) ?? []) {
      level.set(to, Math.max(level.get(to), level.get(id) + 1));
      missing.set(to, missing.get(to) - 1);
      if (missing.get(to) === 0) {
        ready.push(to);
      }
    }
  }
  const layers = [];
  ids.forEach((id) => (layers[level.get(id)] ??= []).push(id));
  return layers.filter(Boolean);
}

/** Each node to the mean position of its neighbours in the layers before (or after) it. */
function order(layers, edges, down) {
  const neighbours = groupBy(edges, (edge) => (down ? edge.to : edge.from));
  const position = new Map();
  const remember = (layer) => layer.forEach((id, i) => position.set(id, (i + 0.5) / layer.length));
  layers.forEach(remember);
  for (const layer of down ? layers : [...layers].reverse()) {
    const wanted = new Map(layer.map((id) => {
      const near = (neighbours.get(id) ?? []).map((edge) => position.get(down ? edge.from : edge.to));
      return [id, near.length > 0 ? near.reduce((a, b) => a + b) / near.length : position.get(id)];
    }));
    layer.sort((a, b) => wanted.get(a) - wanted.get(b));
    remember(layer);
  }
}

function place(layers, {width, height, gapX, gapY, fromTop}) {
  const tallest = Math.max(0, ...layers.map((layer) => layer.length)) * (height + gapY);
  const places = new Map();
  layers.forEach((layer, column) => {
    const top = fromTop ? 0 : (tallest - layer.length * (height + gapY)) / 2;
    layer.forEach((id, row) => places.set(id, {x: column * (width + gapX), y: top + row * (height + gapY) + gapY / 2}));
  });
  return {places, width: layers.length * (width + gapX) - gapX, height: tallest};
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) {
    const at = key(item);
    groups.has(at) ? groups.get(at).push(item) : groups.set(at, [item]);
  }
  return groups;
}
