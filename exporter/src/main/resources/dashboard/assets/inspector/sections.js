/** The parts of the inspector, each with a title, foldable; what a person folded stays folded. */

import {h} from '../base/dom.js';
import {copyButton} from '../components/copy-button.js';

const chosen = new Map();

/**
 * @param {string} title
 * @param {Node|Node[]} body
 * @param {{open?: boolean, copy?: () => string, note?: Node|string, className?: string}} options
 */
export function section(title, body, {open = true, copy = null, note = null, className = ''} = {}) {
  const details = h('details', {class: `section ${className}`, open: chosen.get(title) ?? open},
    h('summary', null, h('h3', null, title), note ? h('span', {class: 'section-note'}, note) : null),
    copy ? copyButton(title.toLowerCase(), copy) : null,
    h('div', {class: 'section-body'}, body));
  details.querySelector('summary').addEventListener('click', () => chosen.set(title, !details.open));
  return details;
}

/** Names and values; rows whose value is null are left out. */
export function factList(rows) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined);
  return h('dl', {class: 'fact-list'}, shown.map(([name, value, hint]) => [
    h('dt', {class: 'data', title: hint}, name), h('dd', {class: 'data'}, value)]));
}
