import {h, svg} from '../base/dom.js';
import {formatByUnit, isKnown} from '../base/format.js';

const WIDTH = 96;
const HEIGHT = 22;

/**
 * A trend the size of a word, for table cells. Unknown values leave a gap.
 *
 * @param {Array} values oldest first
 * @param {{label: string, unit?: string, color?: string}} options `label` says what it shows, as in "Cost per day"
 */
export function sparkline(values, {label, unit = 'count', color = '--accent'}) {
  const numbers = values.map((value) => (isKnown(value) ? Number(value) : null));
  const known = numbers.filter(isKnown);
  if (known.length === 0) {
    return h('span', {class: 'unknown', title: `${label}: unknown`}, '—');
  }
  const most = Math.max(...known, 0) || 1;
  const step = WIDTH / Math.max(1, numbers.length - 1);
  const points = numbers.map((value, i) => (isKnown(value) ? `${(i * step).toFixed(1)} ${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(1)}` : null));
  const text = `${label}: last ${formatByUnit(numbers[numbers.length - 1], unit)}, highest ${formatByUnit(Math.max(...known), unit)}`;
  return svg('svg', {class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': text, vars: {'--key': `var(${color})`}},
    svg('title', null, text), svg('path', {d: pathOf(points)}));
}

/** A lone point becomes a short stroke. */
function pathOf(points) {
  let d = '';
  points.forEach((point, i) => {
    if (point !== null) {
      const begins = i === 0 || points[i - 1] === null;
      d += begins ? `M${point}` : `L${point}`;
      d += begins && (i === points.length - 1 || points[i + 1] === null) ? 'h.1' : '';
    }
  });
  return d;
}
