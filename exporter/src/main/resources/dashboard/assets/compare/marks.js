/** How changes look: their sign, and whether they are more than chance. */

import {h} from '../base/dom.js';
import {formatCost, isKnown} from '../base/format.js';

/** Marked when it is significant, with the chance in the title. */
export function sure(test, text) {
  const title = isKnown(test.q) ? `q = ${test.q.toPrecision(2)} after correction (p = ${test.p.toPrecision(2)})` : 'Too little to tell, or nothing to compare';
  return h('span', {class: test.significant ? 'sure' : '', title: test.significant ? `Significant: ${title}` : title}, text,
    test.significant ? h('span', {class: 'visually-hidden'}, ' significant') : null);
}

/** "+$0.012" in the colour of more, "−$0.003" in that of less. */
export function signed(usd) {
  const value = Number(usd);
  const text = `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatCost(String(Math.abs(value)))}`;
  return h('span', {class: value > 0 ? 'dearer' : value < 0 ? 'cheaper' : 'unknown', title: `${usd} US dollars a session`}, text);
}
