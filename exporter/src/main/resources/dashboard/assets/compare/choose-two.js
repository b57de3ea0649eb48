/** Choosing two sessions of a list to compare them: the first is remembered, the second leads to the comparison. */

import {h} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {go, href} from '../base/place.js';

let first = null;
let firstButton = null;

/** A button in a session's row. */
export function chooseButton(session) {
  const button = h('button', {class: 'choose', 'aria-label': `Compare ${session.sessionId}`, title: 'Compare: choose two sessions',
    'aria-pressed': String(first === session.sessionId), onclick: () => choose(session.sessionId, button),
    onkeydown: (event) => event.key === 'Enter' && event.stopPropagation()}, icon('compare'));
  if (first === session.sessionId) {
    firstButton = button;
  }
  return button;
}

function choose(id, button) {
  if (first !== null && first !== id) {
    const a = first;
    forget();
    go(href('/compare/sessions', {a, b: id}));
    return;
  }
  if (first === id) {
    forget();
    return;
  }
  first = id;
  firstButton = button;
  button.setAttribute('aria-pressed', 'true');
}

function forget() {
  first = null;
  firstButton?.setAttribute('aria-pressed', 'false');
  firstButton = null;
}
