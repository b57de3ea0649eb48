/** Filters and order under a name, kept in this browser; the address alone is enough to share one. */

import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {currentPlace, go} from '../base/place.js';

const KEY = 'treeline.views';

/** A button that lists the saved views and saves what is shown. */
export function savedViews() {
  const name = h('input', {'aria-label': 'Name for the view that is shown', placeholder: 'Name this view', autocomplete: 'off'});
  const list = h('ul', {class: 'saved-list'});
  const said = h('span', {class: 'muted', role: 'status'});
  const panel = h('div', {class: 'popover saved-panel', id: 'saved-views', role: 'dialog', 'aria-label': 'Saved views', hidden: true}, list,
    h('div', {class: 'filter-fields'}, name, h('button', {class: 'button', onclick: () => save()}, 'Save')), said);
  const button = h('button', {class: 'button', 'aria-expanded': 'false', 'aria-controls': 'saved-views', onclick: () => open(panel.hidden)}, icon('names'), 'Views');
  const element = h('span', {class: 'popover-anchor end'}, button, panel);

  function save() {
    const text = name.value.trim();
    if (text) {
      const kept = write([...read().filter((view) => view.name !== text), {name: text, query: currentPlace().params.toString()}]);
      said.textContent = kept ? '' : 'This browser does not allow keeping views; the address holds this one.';
      name.value = '';
      draw();
    }
  }

  function draw() {
    const views = read();
    render(list, views.length === 0 ? h('li', {class: 'muted'}, 'No saved view yet.') : views.map((view) => h('li', null,
      h('button', {class: 'facet', onclick: () => {
        open(false);
        go(view.query ? `/?${view.query}` : '/');
      }}, h('span', {class: 'data'}, view.name)),
      h('button', {class: 'button plain small', 'aria-label': `Delete the view ${view.name}`, title: 'Delete', onclick: () => {
        write(read().filter((each) => each.name !== view.name));
        draw();
      }}, icon('close')))));
  }

  function open(shown) {
    panel.hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
    if (shown) {
      draw();
      name.focus();
    }
  }

  name.addEventListener('keydown', (event) => event.key === 'Enter' && save());
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      open(false);
      button.focus();
    }
  });
  document.addEventListener('click', (event) => !panel.hidden && event.target.isConnected && !element.contains(event.target) && open(false));
  return element;
}

function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((view) => typeof view?.name === 'string' && typeof view?.query === 'string') : [];
  } catch {
    return [];
  }
}

function write(views) {
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
    return true;
  } catch {
    return false;
  }
}
