/** Selects a stretch of a chart with keys: arrows move, with Shift they select, Enter takes it. */

const STEPS = {ArrowLeft: -1, ArrowRight: 1};
const anchors = new WeakMap();

/** @param {(from: number, to: number) => void} take values of the x axis */
export function brushKeys(event, plot, take) {
  if (!plot || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const xs = plot.data[0];
  const at = plot.cursor.idx ?? -1;
  if (event.key in STEPS) {
    const next = Math.min(xs.length - 1, Math.max(0, at + STEPS[event.key]));
    anchors.set(plot, event.shiftKey ? anchors.get(plot) ?? Math.max(0, at) : next);
    plot.setCursor({left: plot.valToPos(xs[next], 'x'), top: plot.over.clientHeight / 2});
    mark(plot, anchors.get(plot), next);
  } else if (event.key === 'Enter' && at >= 0) {
    const [from, to] = ends(plot, anchors.get(plot) ?? at, at);
    take(from, to);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function ends(plot, a, b) {
  const xs = plot.data[0];
  const half = xs.length > 1 ? (xs[1] - xs[0]) / 2 : 1800;
  return [xs[Math.min(a, b)] - half, xs[Math.max(a, b)] + half];
}

function mark(plot, a, b) {
  const [from, to] = ends(plot, a, b);
  const left = Math.max(0, plot.valToPos(from, 'x'));
  plot.setSelect({left, top: 0, width: Math.min(plot.over.clientWidth, plot.valToPos(to, 'x')) - left, height: plot.over.clientHeight}, false);
}
