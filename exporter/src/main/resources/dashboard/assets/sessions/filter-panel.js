/** Adds a filter: which field, and its value, typed or taken from the values there are with their counts. */

import {fetchAggregates, fetchSessions} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCount, plural} from '../base/format.js';
import {icon} from '../base/icons.js';
import {onKey} from '../base/keys.js';
import {currentPlace} from '../base/place.js';
import {popover} from '../components/popover.js';
import {addParam, toApiParams} from './filters.js';

const VALUES = 50;
/** Properties have no list of names in the API: those of the latest sessions are offered. */
const SESSIONS_LOOKED_AT = 200;
let instances = 0;

export function filterPanel(fields) {
  const id = `filter-panel-${++instances}`;
  const field = h('select', {'aria-label': 'Filter by'}, fields.map(({name, label}) => h('option', {value: name}, label)));
  const value = h('input', {class: 'filter-value', placeholder: fields[0].hint, 'aria-label': 'Value of the filter, Enter adds it', autocomplete: 'off', spellcheck: 'false'});
  const list = h('ul', {class: 'facets', 'aria-label': 'Values'});
  const element = popover({id, label: 'Add a filter', name: 'Filter', mark: icon('filter'), title: 'Add a filter (f)', className: 'filter-panel', opened: () => load(), focus: () => field.focus(),
    content: [h('div', {class: 'filter-fields'}, field, value, h('button', {class: 'button', onclick: () => add(value.value.trim())}, 'Add filter')), list]});
  element.button.classList.add('add-filter');
  const current = () => fields.find(({name}) => name === field.value);
  let facets = [];
  let asked = null;

  async function load() {
    asked?.abort();
    asked = new AbortController();
    facets = [];
    drawFacets('Reading…');
    try {
      facets = await facetsOf(current(), asked.signal);
      drawFacets();
    } catch (e) {
      e.name === 'AbortError' || drawFacets(e.message);
    }
  }

  function drawFacets(word = null) {
    const wanted = value.value.trim().toLowerCase();
    const shown = facets.filter((each) => each.value.toLowerCase().includes(wanted)).slice(0, VALUES);
    render(list, word === null ? null : h('li', {class: 'muted'}, word), shown.map((each) => h('li', null,
      h('button', {class: 'facet', onclick: () => add(each.value)}, h('span', {class: 'data'}, each.value),
        h('span', {class: 'muted', title: plural(each.sessions, 'session')}, formatCount(each.sessions))))));
    list.hidden = list.childElementCount === 0;
  }

  function add(text) {
    value.setCustomValidity(text ? current().invalid?.(text) ?? '' : '');
    if (text && value.reportValidity()) {
      addParam(field.value, text);
      value.value = '';
      element.open(false);
      element.button.focus();
    }
  }

  field.addEventListener('change', () => {
    value.placeholder = current().hint;
    value.setCustomValidity('');
    value.value = '';
    load();
  });
  value.addEventListener('keydown', (event) => event.key === 'Enter' && add(value.value.trim()));
  value.addEventListener('input', () => {
    value.setCustomValidity('');
    drawFacets();
  });
  onKey('f', () => element.isConnected && element.open(true));
  return {element};
}

/** Values with the number of sessions that have them, most first; under the other filters of the view. */
async function facetsOf({name, facet}, signal) {
  const {params} = currentPlace();
  if (name !== 'property') {
    params.delete(name);
  }
  const filter = toApiParams(params, new Date());
  if (name === 'property') {
    filter.set('limit', SESSIONS_LOOKED_AT);
    return propertiesOf((await fetchSessions(filter, signal)).sessions);
  }
  if (!facet) {
    return [];
  }
  const {groups} = await fetchAggregates(filter, {groupBy: facet, scope: 'session', sort: '-sessions', limit: VALUES}, signal);
  return groups.map((group) => ({value: group.key, sessions: group.sessions}));
}

function propertiesOf(sessions) {
  const counts = new Map();
  for (const {properties} of sessions) {
    for (const [key, values] of Object.entries(properties)) {
      values.forEach((value) => counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1));
    }
  }
  return [...counts].map(([value, count]) => ({value, sessions: count})).sort((a, b) => b.sessions - a.sessions || a.value.localeCompare(b.value));
}
