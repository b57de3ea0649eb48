/** Tabs, search inside the session, errors one by one, and what the numbers stand for. */

import {h, render} from '../base/dom.js';
import {plural} from '../base/format.js';
import {icon} from '../base/icons.js';

export const TABS = [['span', 'Span tree'], ['path', 'Path tree'], ['timeline', 'Timeline']];
const TYPING_MILLIS = 150;

/**
 * @param {{tab(name), search(text), submitSearch(), error(step), totals(which), foldAll(folded)}} on
 *     what to call
 * @param {Node} zoom shown with the timeline
 */
export function sessionToolbar(on, zoom) {
  const tabs = TABS.map(([name, text]) => h('button', {role: 'tab', id: `tab-${name}`, 'aria-controls': 'session-rows', onclick: () => on.tab(name)}, text));
  const tablist = h('div', {class: 'tabs', role: 'tablist', 'aria-label': 'How to see the session'}, tabs);
  tablist.addEventListener('keydown', (event) => moveTab(event, tabs));
  const search = searchField(on);
  const found = h('span', {class: 'found muted', role: 'status'});
  const errors = h('span', {class: 'error-steps'});
  const totals = h('button', {class: 'button small', onclick: () => on.totals(totals.dataset.next)});
  const folds = h('span', {class: 'folds'},
    h('button', {class: 'button small plain', onclick: () => on.foldAll(true)}, 'Fold all'),
    h('button', {class: 'button small plain', onclick: () => on.foldAll(false)}, 'Unfold all'));
  const element = h('div', {class: 'toolbar'}, tablist, h('div', {class: 'toolbar-end'},
    errors, h('label', {class: 'search-field'}, icon('search'), search), found, folds, totals, zoom));

  return {
    element,
    focusSearch: () => search.select(),
    show({tab, query, which, hits, errorCount}) {
      tabs.forEach((button, i) => {
        const current = TABS[i][0] === tab;
        button.setAttribute('aria-selected', String(current));
        button.tabIndex = current ? 0 : -1;
      });
      if (document.activeElement !== search) {
        search.value = query;
      }
      found.textContent = hits === null ? '' : plural(hits, 'match').replace('matchs', 'matches');
      totals.hidden = tab === 'timeline';
      zoom.hidden = tab !== 'timeline';
      totals.dataset.next = which === 'self' ? 'subtree' : 'self';
      totals.title = 'Numbers with everything below a node, or of the node alone. Bars always show both.';
      totals.setAttribute('aria-pressed', String(which === 'self'));
      totals.textContent = which === 'self' ? 'Self' : 'Subtree';
      drawErrors(errors, errorCount, on);
    },
  };
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
