import {getJson} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCost, formatDuration, formatShare, plural} from '../base/format.js';
import {currentPlace, href, setParams} from '../base/place.js';
import {View} from '../components/view.js';
import {readAgainWhilePending} from '../decisions/pending.js';
import {filterValues} from '../sessions/filters.js';
import {changesTable} from './changes-table.js';
import {Cohort} from './cohort.js';
import {signed, sure} from './marks.js';
import {both, ofSet} from './sets.js';
import {suggestions} from './suggestions.js';

/**
 * Two sets of sessions side by side. The filter bar holds what both have in common; `a` and `b` in
 * the address are what each has of its own, as query strings; `all=1` shows what is not significant too.
 */
class CohortsView extends View {
  heading = 'Compare';
  about = 'Two sets of sessions: branches gained and lost, what shifted, and why the cost changed.';

  #a = new Cohort('a');
  #b = new Cohort('b');
  #result = h('div', {class: 'cohort-result'});
  #verdict = h('dl', {class: 'verdict panel'});
  #note = h('p', {class: 'muted', role: 'status'});
  #all = h('button', {class: 'button small', onclick: () => setParams({all: currentPlace().params.has('all') ? null : '1'}, {push: true})});
  #table = changesTable();
  #start = h('div', {class: 'notice', hidden: true});

  build() {
    render(this.#result, this.#verdict, h('div', {class: 'pair-tools'}, this.#note, this.#all), h('div', {class: 'table-scroller'}, this.#table.element));
    return [h('div', {class: 'cohorts'}, this.#a.element, this.#b.element), this.#start, this.#result];
  }

  async read(filter, params, signal) {
    const [a, b] = [params.get('a'), params.get('b')];
    if (a === null || b === null || a === b) {
      return {found: await suggestions(filter, signal)};
    }
    const answer = await getJson('/api/v1/compare', new URLSearchParams([...filter, ['a', a], ['b', b]]), signal);
    readAgainWhilePending(this, answer.a.pending + answer.b.pending);
    return answer;
  }

  draw(answer, params) {
    this.#a.show(answer.a ?? null, params);
    this.#b.show(answer.b ?? null, params);
    this.#result.hidden = Boolean(answer.found);
    this.#start.hidden = !answer.found;
    if (answer.found) {
      render(this.#start, h('h2', null, 'What shall be compared?'),
        h('p', null, 'Give each set at least one filter of its own, such as a version, a model or a time.'),
        h('div', {class: 'suggestions'}, answer.found.map(({text, a, b}) => h('a', {class: 'button', href: href('/compare', {...filterValues(params), a, b})}, text))));
      return;
    }
    const shown = params.has('all') ? answer.branches : answer.branches.filter((each) => each.significant || each.presence !== 'both');
    this.#drawVerdict(answer);
    render(this.#note, `${plural(answer.branches.filter((each) => each.significant).length, 'place')} of ${answer.branches.length} changed significantly `,
      h('span', {title: `${answer.comparisons} tests; of those called significant, at most ${formatShare(answer.level)} are expected to be false (Benjamini and Hochberg)`},
        `(${plural(answer.comparisons, 'test')}, corrected)`));
    this.#all.setAttribute('aria-pressed', String(params.has('all')));
    this.#all.textContent = 'Show all places';
    this.#table.show(shown);
  }

  #drawVerdict({costChange, costChangeElsewhereUsd, success, cost, a, b}) {
    const known = a.all && b.all;
    const change = (usd) => h('a', {class: 'figure', href: ofSet(Number(usd) < 0 ? 'a' : 'b', '/decisions'), title: 'The decision tree of the set that spends more on it'}, signed(usd));
    render(this.#verdict,
      fact('Success', known ? sure(success, both(formatShare(a.all.successRate), formatShare(b.all.successRate))) : '—'),
      fact('Cost a session', known ? sure(cost, both(formatCost(a.all.costUsdPerSession), formatCost(b.all.costUsdPerSession), {sort: '-cost'})) : '—'),
      costChange ? [fact('Change', change(costChange.changeUsd)), fact('of it more visits', change(costChange.moreVisitsUsd)),
        fact('of it dearer visits', change(costChange.dearerVisitsUsd))] : null,
      costChangeElsewhereUsd && Number(costChangeElsewhereUsd) !== 0 ? fact('at no place listed', signed(costChangeElsewhereUsd)) : null,
      fact('Median duration', known ? both(formatDuration(a.all.durationMillis.p50), formatDuration(b.all.durationMillis.p50), {sort: '-duration'}) : '—'));
  }
}

function fact(name, value) {
  return h('div', {class: 'fact'}, h('dt', null, name), h('dd', null, value));
}

customElements.define('tl-cohorts-view', CohortsView);
