/** Filters and order under a name, kept in this browser; the address alone is enough to share one. */

import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {keep, kept} from '../base/kept.js';
import {currentPlace, go} from '../base/place.js';
import {popover} from '../components/popover.js';

const KEY = 'treeline.views';

/** A button that lists the saved views and saves what is shown. */
export function savedViews() {
  const name = h('input', {'aria-label': 'Name for the view that is shown', placeholder: 'Name this view', autocomplete: 'off'});
  const list = h('ul', {class: 'saved-list'});
  const said = h('span', {class: 'muted', role: 'status'});
  const element = popover({id: 'saved-views', label: 'Saved views', name: 'Views', mark: icon('names'), className: 'saved-panel', end: true, opened: () => draw(), focus: () => name.focus(),
    content: [list, h('div', {class: 'filter-fields'}, name, h('button', {class: 'button', onclick: () => save()}, 'Save')), said]});

  function save() {
    const text = name.value.trim();
    if (text) {
      const stored = keep(KEY, [...read().filter((view) => view.name !== text), {name: text, query: currentPlace().params.toString()}]);
      said.textContent = stored ? '' : 'This browser does not allow keeping views; the address holds this one.';
      name.value = '';
      draw();
    }
  }

  function draw() {
    const views = read();
    render(list, views.length === 0 ? h('li', {class: 'muted'}, 'No saved view yet.') : views.map((view) => h('li', null,
      h('button', {class: 'facet', onclick: () => {
        element.open(false);
        go(view.query ? `/?${view.query}` : '/');
      }}, h('span', {class: 'data'}, view.name)),
      h('button', {class: 'button plain small', 'aria-label': `Delete the view ${view.name}`, title: 'Delete', onclick: () => {
        keep(KEY, read().filter((each) => each.name !== view.name));
        draw();
      }}, icon('close')))));
  }

  name.addEventListener('keydown', (event) => event.key === 'Enter' && save());
  return element;
}

function read() {
  return kept(KEY, []).filter((view) => typeof view?.name === 'string' && typeof view?.query === 'string');
}
