import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {setParams} from '../base/place.js';
import {filterPanel} from './filter-panel.js';
import {FIELDS, fromLocalInput, hasFilters, noFilters, TIME_SPANS, toLocalInput} from './filters.js';

const TYPING_MILLIS = 250;
const STATUSES = [['', 'Any status'], ['ok', 'ok'], ['recovered', 'recovered'], ['error', 'error']];
/** Status has a control of its own. */
const WITH_CHIPS = FIELDS.filter((field) => field.name !== 'status');

/**
 * Search, time, status, and any number of further filters as chips: the same in every view. Writes
 * to the address bar only; `toApiParams` of `filters.js` says what the API is to be asked.
 *
 * @returns {{element: Node, focus(): void, show(params: URLSearchParams): void}}
 */
export function filterBar() {
  const search = h('input', {type: 'search', id: 'search', placeholder: 'Name or id contains… ( / )',
    'aria-label': 'Session name or id contains', spellcheck: 'false', autocomplete: 'off'});
  let typing;
  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => setParams({q: search.value.trim()}), TYPING_MILLIS);
  });
  search.addEventListener('keydown', (event) => event.key === 'Escape' && search.blur());

  const time = select('Time', TIME_SPANS, (value) => value === 'custom'
    ? setParams({time: 'custom'}) : setParams({time: value, from: null, to: null}));
  const status = select('Status', STATUSES, (value) => setParams({status: value}));
  const between = betweenInputs();
  const panel = filterPanel(WITH_CHIPS);
  const chips = h('div', {class: 'chips'});
  const element = h('div', {class: 'filters', role: 'search', 'aria-label': 'Filters'},
    h('label', {class: 'search-field'}, icon('search'), search), time, between.element, status, panel.element, chips);

  return {
    element,
    focus: () => search.focus(),
    show(params) {
      if (document.activeElement !== search) {
        search.value = params.get('q') ?? '';
      }
      const custom = params.get('time') === 'custom' || (!params.has('time') && (params.has('from') || params.has('to')));
      time.value = custom ? 'custom' : params.get('time') ?? '';
      status.value = params.get('status') ?? '';
      between.show(custom, params);
      render(chips, chipsOf(params));
    },
  };
}

function select(label, options, changed) {
  const element = h('select', {'aria-label': label}, options.map(([value, text]) => h('option', {value}, text)));
  element.addEventListener('change', () => changed(element.value));
  return element;
}

function betweenInputs() {
  const input = (name, label) => {
    const field = h('input', {type: 'datetime-local', step: '1', 'aria-label': label});
    field.addEventListener('change', () => setParams({time: 'custom', [name]: fromLocalInput(field.value)}));
    return field;
  };
  const from = input('from', 'From, your time zone');
  const to = input('to', 'To, your time zone');
  const element = h('span', {class: 'between', hidden: true}, from, h('span', {class: 'muted'}, 'to'), to);
  return {
    element,
    show(visible, params) {
      element.hidden = !visible;
      from.value = toLocalInput(params.get('from'));
      to.value = toLocalInput(params.get('to'));
    },
  };
}

function chipsOf(params) {
  const chips = WITH_CHIPS.flatMap((field) => params.getAll(field.name).map((value) => chip(params, field, value)));
  if (hasFilters(params)) {
    chips.push(h('button', {class: 'button plain small', onclick: () => setParams(noFilters(), {push: true})}, 'Clear all'));
  }
  return chips;
}

function chip(params, {name, label, show}, value) {
  const others = params.getAll(name).filter((each) => each !== value);
  return h('span', {class: 'chip'}, h('span', {class: 'muted'}, label), h('span', {class: 'data', title: value}, show?.(value) ?? value),
    h('button', {'aria-label': `Remove filter ${label} ${value}`, onclick: () => setParams({[name]: others}, {push: true})}, icon('close')));
}
