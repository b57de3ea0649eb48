/** One of two sets of sessions: its own filters as chips, a form to add one, and its numbers. */

import {fetchAggregates} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCost, formatShare, plural} from '../base/format.js';
import {icon} from '../base/icons.js';
import {currentPlace, setParams} from '../base/place.js';
import {FIELDS, fromLocalInput, toApiParams} from '../sessions/filters.js';
import {ofSet} from './sets.js';

const TIMES = [{name: 'from', label: 'From', hint: 'ISO time'}, {name: 'to', label: 'Before', hint: 'ISO time'}];
/** Properties first: versions are told by them. */
const CHOICES = [...FIELDS.filter((field) => field.name === 'property'), ...TIMES, ...FIELDS.filter((field) => field.name !== 'property')];

export class Cohort {
  #name;
  #chips = h('div', {class: 'chips'});
  #numbers = h('dl', {class: 'facts'});
  #field;
  #value;
  #options;

  /** @param {'a'|'b'} name its parameter in the address */
  constructor(name) {
    this.#name = name;
    const upper = name.toUpperCase();
    this.#options = h('datalist', {id: `values-${name}`});
    this.#field = h('select', {'aria-label': `Filter of ${upper}`, onchange: () => this.#fieldChanged()}, CHOICES.map((field) => h('option', {value: field.name}, field.label)));
    this.#value = h('input', {'aria-label': `Value of the filter of ${upper}`, list: `values-${name}`, autocomplete: 'off', spellcheck: 'false', required: true, onfocus: () => this.#offer()});
    this.element = h('section', {class: 'cohort panel', 'aria-label': `Set ${upper}`},
      h('h2', null, h('span', {class: `cohort-letter ${name}`, 'aria-hidden': 'true'}, upper), h('span', null, `Set ${upper}`)), this.#chips,
      h('form', {onsubmit: (event) => this.#add(event)}, this.#field, this.#value, this.#options, h('button', {class: 'button', type: 'submit'}, 'Add')),
      this.#numbers);
    this.#fieldChanged();
  }

  show(set, params) {
    const own = new URLSearchParams(params.get(this.#name) ?? '');
    const upper = this.#name.toUpperCase();
    render(this.#chips, [...own].map(([name, value]) => {
      const label = CHOICES.find((field) => field.name === name)?.label ?? name;
      return h('span', {class: 'chip'}, h('span', {class: 'muted'}, label), h('span', {class: 'data', title: value}, value),
        h('button', {'aria-label': `Remove ${label} ${value} from ${upper}`, onclick: () => this.#remove(name, value)}, icon('close')));
    }), own.size === 0 ? h('span', {class: 'muted'}, 'No filter of its own') : null);
    render(this.#numbers, set ? [
      fact('Sessions', figure(ofSet(this.#name, '/'), String(set.sessions)), set.pending > 0 ? ` (${plural(set.pending, 'session')} pending)` : null),
      fact('Success', set.all ? figure(ofSet(this.#name, '/', set.all.successRate < 1 ? {status: 'error'} : {}), formatShare(set.all.successRate)) : '—'),
      fact('Cost a session', set.all ? figure(ofSet(this.#name, '/cost'), formatCost(set.all.costUsdPerSession)) : '—'),
      fact('Look at', figure(ofSet(this.#name, '/decisions'), 'Decision tree'))] : null);
  }

  #fieldChanged() {
    const field = CHOICES.find((each) => each.name === this.#field.value);
    const time = TIMES.includes(field);
    this.#value.type = time ? 'datetime-local' : 'text';
    this.#value.placeholder = time ? '' : field.hint;
    this.#value.value = '';
    render(this.#options);
  }

  async #offer() {
    const field = CHOICES.find((each) => each.name === this.#field.value);
    if (!field.facet) {
      return;
    }
    try {
      const {groups} = await fetchAggregates(toApiParams(currentPlace().params, new Date()), {groupBy: field.facet, limit: '50', sort: '-sessions'});
      render(this.#options, groups.map((group) => h('option', {value: group.key})));
    } catch {
      // One types it then.
    }
  }

  #add(event) {
    event.preventDefault();
    const name = this.#field.value;
    const field = CHOICES.find((each) => each.name === name);
    const value = TIMES.includes(field) ? fromLocalInput(this.#value.value) : this.#value.value.trim();
    const problem = field.invalid?.(value) ?? '';
    this.#value.setCustomValidity(problem);
    if (problem !== '') {
      this.#value.reportValidity();
      this.#value.addEventListener('input', () => this.#value.setCustomValidity(''), {once: true});
      return;
    }
    const own = new URLSearchParams(currentPlace().params.get(this.#name) ?? '');
    own[field.many ? 'append' : 'set'](name, value);
    this.#value.value = '';
    setParams({[this.#name]: String(own)}, {push: true});
  }

  #remove(name, value) {
    const own = new URLSearchParams(currentPlace().params.get(this.#name) ?? '');
    own.delete(name, value);
    setParams({[this.#name]: String(own)}, {push: true});
  }
}

function figure(to, text) {
  return h('a', {class: 'figure', href: to}, text);
}

function fact(name, ...value) {
  return h('div', {class: 'fact'}, h('dt', null, name), h('dd', null, value));
}
