import {h} from '../base/dom.js';
import {ROUTES} from '../routes.js';

const SHORTCUTS = [
  [['/'], 'Search'],
  [['f'], 'Add a filter'],
  [['↑', '↓'], 'Move through rows (also j, k)'],
  [['Enter'], 'Open the session; in a tree, go to the inspector'],
  [['←', '→'], 'Fold and unfold'],
  [['1', '…', '6'], 'Session: span tree, path tree, timeline, conversation, graph, decisions'],
  [['e', 'E'], 'Next error, previous error'],
  [['+', '-', '0'], 'Timeline: zoom in, zoom out, whole session'],
  [['←', '→'], 'Timeline: previous and next span; with Shift, move'],
  [['Esc'], 'Close the inspector, then back to the list'],
  [['p'], 'Pause or resume live updates'],
  [['t'], 'Theme'],
  [['?'], 'This help'],
];

/** A dialog that lists every key. */
export function shortcutsDialog() {
  const views = ROUTES.map((route) => [[`g ${route.key}`], `Go to ${route.name}`]);
  const rows = [...SHORTCUTS, ...views].map(([keys, meaning]) => [
    h('dt', null, keys.map((key, i) => [i > 0 ? ' ' : null, h('kbd', null, key)])),
    h('dd', null, meaning),
  ]);
  return h('dialog', {'aria-labelledby': 'shortcuts-title'},
    h('h2', {id: 'shortcuts-title'}, 'Keyboard shortcuts'),
    h('dl', {class: 'shortcuts'}, rows),
    h('button', {class: 'button', autofocus: true, onclick: (event) => event.target.closest('dialog').close()}, 'Close'));
}
