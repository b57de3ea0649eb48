/** Which columns the list of sessions shows, kept in this browser. */

import {kept, keep} from '../base/kept.js';
import {h} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {popover} from '../components/popover.js';
import {CHOICES} from './sessions-table.js';

const KEY = 'treeline.columns';

/** Names of the columns to show. */
export function shownColumns() {
  const changed = kept(KEY, {});
  return new Set(CHOICES.filter(({name, usual}) => changed[name] ?? usual).map(({name}) => name));
}

/** @param {() => void} changed called after each choice */
export function columnChooser(changed) {
  const boxes = CHOICES.map(({name, title, hint, usual}) => {
    const box = h('input', {type: 'checkbox', checked: shownColumns().has(name)});
    box.addEventListener('change', () => {
      const choices = kept(KEY, {});
      delete choices[name];
      keep(KEY, box.checked === usual ? choices : {...choices, [name]: box.checked});
      changed();
    });
    return h('li', null, h('label', {class: 'column-choice', title: hint}, box, title, hint ? h('span', {class: 'muted'}, hint) : null));
  });
  return popover({id: 'columns', label: 'Columns of the list', name: 'Columns', mark: icon('filter'), content: h('ul', null, boxes), end: true, focus: () => boxes[0].querySelector('input').focus()});
}
