import {h} from '../base/dom.js';
import {formatByUnit, isKnown} from '../base/format.js';
import {unknown} from './cells.js';

/**
 * A ranking: name, bar, number; each can lead somewhere. Reads as a list.
 *
 * @param {{name: string, value: number|string|null, href?: string, color?: string, hint?: string}[]} items in order
 * @param {{label: string, unit?: string, why?: string}} options `why`: title of an unknown value
 */
export function barList(items, {label, unit = 'count', why = 'Unknown'}) {
  const most = Math.max(...items.map((item) => Number(item.value ?? 0)), 0) || 1;
  return h('ul', {class: 'bar-list', 'aria-label': label}, items.map((item) => h('li', {title: item.hint},
    h(item.href ? 'a' : 'span', {class: 'bar-name data', href: item.href, title: item.name}, item.name),
    h('span', {class: 'bar-track', 'aria-hidden': 'true'},
      h('span', {class: 'bar-fill', vars: {width: `${(Number(item.value ?? 0) / most) * 100}%`, '--key': `var(${item.color ?? '--accent'})`}})),
    h('span', {class: 'bar-value'}, isKnown(item.value) ? formatByUnit(Number(item.value), unit) : unknown(why)))));
}
