/** Tabs, search inside the session, errors one by one, and the controls of the tab. */

import {h, render} from '../base/dom.js';
import {plural} from '../base/format.js';
import {icon} from '../base/icons.js';
import {TABS} from './tabs.js';

const TYPING_MILLIS = 150;

/** @param {{tab(name), search(text), submitSearch(), error(step)}} on what to call */
export function sessionToolbar(on) {
  const tabs = TABS.map(({name, title}, i) => h('button', {role: 'tab', id: `tab-${name}`, 'aria-controls': 'session-rows',
    title: `${title} (${i + 1})`, onclick: () => on.tab(name)}, title));
  const tablist = h('div', {class: 'tabs', role: 'tablist', 'aria-label': 'How to see the session'}, tabs);
  tablist.addEventListener('keydown', (event) => moveTab(event, tabs));
  const search = searchField(on);
  const found = h('span', {class: 'found muted', role: 'status'});
  const errors = h('span', {class: 'error-steps'});
  const own = h('span', {class: 'tab-controls'});
  const element = h('div', {class: 'toolbar'}, tablist, h('div', {class: 'toolbar-end'},
    errors, h('label', {class: 'search-field'}, icon('search'), search), found, own));

  return {
    element,
    focusSearch: () => search.select(),
    show({tab, query, hits, errorCount, controls}) {
      tabs.forEach((button, i) => {
        const current = TABS[i].name === tab;
        button.setAttribute('aria-selected', String(current));
        button.tabIndex = current ? 0 : -1;
      });
      if (document.activeElement !== search) {
        search.value = query;
      }
      found.textContent = hits === null ? '' : plural(hits, 'match').replace('matchs', 'matches');
      drawControls(own, controls);
      drawErrors(errors, errorCount, on);
    },
  };
}

/** The one that has the focus keeps it. */
function drawControls(element, controls) {
  const at = [...element.querySelectorAll('button, select')].indexOf(document.activeElement);
  render(element, controls);
  if (at >= 0) {
    element.querySelectorAll('button, select')[at]?.focus();
  }
}

function searchField(on) {
  const search = h('input', {type: 'search', placeholder: 'Search in session ( / )', 'aria-label': 'Search in this session', spellcheck: 'false', autocomplete: 'off'});
  let typing;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => on.search(search.value.trim()), TYPING_MILLIS);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      search.value = '';
      on.search('');
      on.submitSearch();
    } else if (event.key === 'Enter') {
      on.submitSearch();
    }
  });
  return search;
}

function drawErrors(element, count, on) {
  const step = (label, title, by) => h('button', {class: 'button small plain', 'aria-label': title, title, onclick: () => on.error(by)}, icon(label));
  if (element.dataset.count !== String(count)) {
    element.dataset.count = String(count);
    render(element, count === 0 ? null : [h('span', {class: 'bad'}, plural(count, 'error')),
      step('up', 'Previous error (E)', -1), step('down', 'Next error (e)', 1)]);
  }
}

function moveTab(event, tabs) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (step) {
    const at = tabs.indexOf(document.activeElement);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next.click();
    next.focus();
    event.preventDefault();
  }
}
