import {h} from '../base/dom.js';

/**
 * The head of a view: its name, one line on what it answers, and what can be done.
 *
 * @param {string} title
 * @param {Node|string|null} about
 * @param {Node[]} actions buttons at the right
 */
export function pageHeader(title, about = null, ...actions) {
  return h('header', {class: 'page-header'},
    h('div', {class: 'page-title'}, h('h1', null, title), about ? h('p', {class: 'muted'}, about) : null),
    actions.length > 0 ? h('div', {class: 'page-actions'}, actions) : null);
}
