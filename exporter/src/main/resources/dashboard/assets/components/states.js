/** What a view says in place of content: nothing there, not yet there, could not be read. */

import {h} from '../base/dom.js';

/** @param {Node?} action such as a button that clears the filters */
export function emptyState(title, text, action = null) {
  return h('div', {class: 'notice'}, h('h2', null, title), h('p', null, text), action);
}

/** @param {() => void} retry */
export function problemState(title, message, retry) {
  return h('div', {class: 'notice', role: 'alert'}, h('h2', null, title), h('p', {class: 'data'}, message),
    retry ? h('button', {class: 'button', onclick: retry}, 'Try again') : null);
}

export function loadingState(text = 'Reading…') {
  return h('div', {class: 'notice', role: 'status'}, text);
}
