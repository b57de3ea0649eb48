/** Cost: who and what it was spent on, the dearest decisions, and what caching saves. */

import {fetchAggregates, fetchSessions} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCost, formatCount, formatDuration, formatShare, isKnown} from '../base/format.js';
import {currentPlace, href, setParams} from '../base/place.js';
import {counted, duration, unknown} from '../components/cells.js';
import {chart} from '../components/chart.js';
import {DataTable} from '../components/data-table.js';
import {View} from '../components/view.js';
import {compact, costs, leading, sessions, share, tiles, tokenFlow, usd} from '../measures/columns.js';
import {Evidence, spanHref} from '../measures/evidence.js';
import {FIELDS, filterValues} from '../sessions/filters.js';
import {columns, timeRange} from '../sessions/time-range.js';
import {caching} from './caching.js';
import {dearestDecisions} from './decisions.js';

const GROUPS = [['name', 'Session name'], ['path', 'Path'], ['model', 'Model'], ['user', 'User'], ['inAgent', 'Agent'], ['service', 'Service'], ['session', 'Session']];
const MOST_DECISIONS = 10;

const scroller = (label, table) => h('div', {class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': label}, table.element);
const money = (row) => (isKnown(row.costUsd) ? Number(row.costUsd) : null);

class CostView extends View {
  heading = 'Cost';
  about = 'What the money went into, and which choices cost most.';
  nothing = {title: 'No cost yet', text: 'Cost is worked out of the tokens of model calls, and appears here with the first.'};
  liveMillis = 10000;
  #facts = h('div');
  #by = h('select', {id: 'cost-by', onchange: () => setParams({by: this.#by.value, pick: null}, {push: true})});
  #plot = chart({label: 'Cost over time', unit: 'usd', height: 150, onBrush: (from, to) => setParams({time: null, from: new Date(from).toISOString(), to: new Date(to).toISOString()}, {push: true})});
  #total = 0;
  #plots = 0;
  #groupedBy = 'name';
  #groups = new DataTable({label: 'Cost by group', key: (row) => row.key, sort: '-cost', href: (row) => this.#pick(row.key), columns: [
    {title: 'Spent on', className: 'wide', sort: 'key', textual: true, value: (row) => row.key, cell: (row) => row.key}, costs,
    {title: 'Share', className: 'num', hint: 'Of the cost of all', cell: (row) => (money(row) === null ? unknown('No priced call') : formatShare(share(money(row), this.#total)))},
    leading(sessions, (row) => this.#sessions(row.key)), {title: 'Per session', className: 'num', sort: 'per', value: (row) => (money(row) === null ? null : money(row) / row.sessions), cell: (row) => usd(money(row) === null ? null : money(row) / row.sessions)},
    {title: 'Model calls', className: 'num', sort: 'calls', value: (row) => row.llmCalls, cell: (row) => counted(row.llmCalls)}, tokenFlow,
    {title: 'Unpriced', className: 'num', sort: 'unpriced', hint: 'Calls without a known price, not in the cost', value: (row) => row.unpricedCalls, cell: (row) => counted(row.unpricedCalls, 'mended')},
  ]});
  #picked = new Evidence('Calls', {usage: true});
  #decisions = new DataTable({label: 'Most expensive decisions', key: ({span}) => `${span.traceId}:${span.spanId}`, href: ({span}) => spanHref(span), columns: [
    {title: 'Chose', className: 'wide', cell: ({chosen}) => chosen.join(', ')},
    {title: 'Cost', className: 'num', hint: 'Of the choice and of all that followed from it', cell: ({cost}) => usd(cost)},
    {title: 'Of its session', className: 'num', cell: ({cost, session}) => formatShare(share(cost, Number(session.costUsd)))},
    {title: 'Model calls', className: 'num', cell: ({calls}) => counted(calls)}, {title: 'Tokens', className: 'num', cell: ({tokens}) => compact(tokens)},
    {title: 'Took', className: 'num', cell: ({millis}) => duration(millis)},
    {title: 'Chosen by', cell: ({span}) => span.responseModel ?? span.requestModel ?? span.agentName ?? span.name},
    {title: 'Session', className: 'dim', cell: ({session}) => h('span', {class: 'data', title: session.sessionId}, session.name)},
  ]});
  #decisionsNote = h('p', {class: 'muted'}, 'Reading the dearest sessions…');
  #caching = new DataTable({label: 'Caching of prompts', key: (row) => row.key, sort: '-saved', columns: [
    {title: 'Model', className: 'wide', cell: (row) => row.key}, {title: 'Input tokens', className: 'num', cell: (row) => compact(row.input)},
    {title: 'Read from cache', className: 'num', cell: (row) => compact(row.cached)},
    {title: 'Saved', className: 'num', sort: 'saved', hint: 'Cached tokens at the price of uncached ones, less what they cost', value: (row) => row.saved, cell: (row) => usd(row.saved, 'No price for cached tokens')},
    {title: 'Sent again', className: 'num', hint: 'Tokens of a prompt that the next call of the same run sends again, not read from the cache', cell: (row) => compact(row.repeated, 'Could not be asked')},
    {title: 'Could save, at most', className: 'num', hint: 'What is sent again, at the price of cached tokens', cell: (row) => usd(row.possible, 'No price for cached tokens')},
  ]});
  #cachingNote = h('p', {class: 'muted'});
  #unpriced = new Evidence('Calls without a price', {usage: true});

  build() {
    const section = (title, note, ...content) => h('section', {class: 'measures-section'}, h('h2', null, title), note, content);
    return [this.#facts,
      section('Most expensive decisions', this.#decisionsNote, scroller('Most expensive decisions', this.#decisions)),
      h('div', {class: 'field-row'}, h('label', {for: 'cost-by'}, 'Spent by'), this.#by), h('div', {class: 'panel padded'}, this.#plot.element), scroller('Cost by group', this.#groups), this.#picked.element,
      section('Caching of prompts', this.#cachingNote, scroller('Caching of prompts', this.#caching)), this.#unpriced.element];
  }

  async read(filter, params, signal) {
    const by = params.get('by') ?? 'name';
    // Takes longest, so it goes first; it is awaited where it is drawn.
    const decisions = dearestDecisions(filter, MOST_DECISIONS, signal);
    decisions.catch(() => {});
    const series = timeRange(filter, signal, 48).then((range) => (range ? fetchAggregates(filter, {groupBy: by, sort: '-cost', limit: 6, ...range}, signal) : null));
    series.catch(() => {});
    const [groups, models, some] = await Promise.all([
      fetchAggregates(filter, {groupBy: by, sort: '-cost', limit: 100}, signal),
      fetchAggregates(filter, {groupBy: 'model', sort: '-cost', limit: 50}, signal),
      fetchSessions(new URLSearchParams([...filter, ['limit', '100']]), signal),
    ]);
    const properties = [...new Set(some.sessions.flatMap((each) => Object.keys(each.properties)))].sort();
    return {by, groups, series, models: models.groups, properties, decisions, filter, signal};
  }

  isEmpty({groups}) {
    return groups.total.spans === 0;
  }

  draw({by, groups, series, models, properties, decisions, filter, signal}, params) {
    const {total} = groups;
    this.#total = money(total) ?? 0;
    this.#groupedBy = by;
    const {recovery, loops} = total;
    const to = (path, more = {}) => href(path, {...filterValues(currentPlace().params), ...more});
    render(this.#facts, tiles([
      ['Cost', costs.cell(total), 'US dollars, of priced calls', to('/', {sort: '-cost'})], ['Per session', usd(money(total) === null ? null : money(total) / total.sessions), null, to('/names')], ['Sessions', formatCount(total.sessions), 'Dearest first', to('/', {sort: '-cost'})],
      ['Model calls', formatCount(total.llmCalls), 'By model', to('/models')], ['Unpriced calls', total.unpricedCalls === 0 ? '0' : formatCount(total.unpricedCalls), 'Not in the cost; listed below'],
      ['Estimated calls', formatCount(total.estimatedCalls), 'Tokens counted from the text, because nobody reported them', total.estimatedCalls > 0 ? to('/models') : null],
      ['Getting over errors', recovery.recovered === 0 ? unknown('Nothing was recovered') : usd(recovery.spent.costUsd), `${formatCount(recovery.recovered)} errors made good, in ${formatDuration(recovery.spent.durationMillis)}`, to('/tools')],
      ['Wasted in loops', loops.wasted.calls === 0 ? '$0' : usd(loops.wasted.costUsd), `${formatCount(loops.wasted.calls)} calls that brought nothing new`, to('/problems', {kind: 'loop'})],
    ]));
    const options = [...GROUPS, ...properties.map((name) => [`property:${name}`, `Property ${name}`])];
    if (!options.some(([value]) => value === by)) {
      options.push([by, by]);
    }
    render(this.#by, options.map(([value, label]) => h('option', {value}, label)));
    this.#by.value = by;
    this.#drawPlot(series);
    this.#groups.show(groups.groups);
    const pick = params.get('pick');
    if (pick === null) {
      this.#picked.hide();
    } else {
      this.#picked.show(`Dearest calls of ${pick}`, filter, {groupBy: by, key: pick, sort: 'cost'}, signal);
    }
    if (total.unpricedCalls > 0) {
      this.#unpriced.show('Calls without a price', filter, {only: 'unpriced'}, signal);
    } else {
      this.#unpriced.hide();
    }
    this.#drawDecisions(decisions);
    this.#drawCaching(models, filter, signal);
  }

  async #drawPlot(asked) {
    const turn = ++this.#plots;
    const series = await asked.catch(() => null);
    if (turn === this.#plots) {
      const rows = [...(series?.groups ?? []), ...(series?.other ? [{...series.other, key: 'others'}] : []), ...(series?.without ? [{...series.without, key: 'none'}] : [])].filter((row) => money(row) !== null);
      this.#plot.show(rows.length === 0 ? null : {...columns(rows[0].series, {}), kind: 'stacked', series: rows.map((row) => ({name: row.key, values: row.series.map((each) => each.costUsd)}))});
    }
  }

  async #drawDecisions(asked) {
    try {
      const {decisions, read, skipped, exact} = await asked;
      this.#decisions.show(decisions);
      this.#decisionsNote.textContent = decisions.length === 0 ? 'No decision with a known cost.'
        : `A choice with all that followed from it. ${exact ? `Exact, from the ${formatCount(read)} dearest sessions: no other has one as dear.` : `From the ${formatCount(read)} dearest sessions${skipped ? `; ${formatCount(skipped)} very large ones left out` : ''}.`}`;
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.#decisionsNote.textContent = `Could not be read: ${e.message}`;
      }
    }
  }

  async #drawCaching(models, filter, signal) {
    try {
      const {rows, problem} = await caching(models, filter, signal);
      this.#caching.show(rows);
      const sum = (field) => rows.reduce((total, row) => total + (row[field] ?? 0), 0);
      this.#cachingNote.textContent = rows.length === 0 ? 'No model call read from a cache or could have.'
        : `Saved ${formatCost(String(sum('saved')))}: cached tokens at the price of uncached ones, less what they cost. ${problem ? `What it could save is not known: ${problem}` : `Could save at most ${formatCost(String(sum('possible')))} more, an upper bound: the part of a prompt that the next call of the same run sends again (prompts taken to only grow) and that no cache gave; providers cache from some 1,000 tokens on, so the true figure is lower. Of the calls that fit the filters.`}`;
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.#cachingNote.textContent = `Could not be read: ${e.message}`;
      }
    }
  }

  /** The sessions of a group; null where the list cannot be filtered by it. */
  #sessions(key) {
    const by = this.#groupedBy;
    const filter = by === 'session' ? {q: key} : by === 'inAgent' ? {agent: key} : by.startsWith('property:') ? {property: `${by.slice(9)}=${key}`}
      : FIELDS.some(({name}) => name === by) ? {[by]: key} : null;
    return filter && href('/', {...filterValues(currentPlace().params), ...filter});
  }

  #pick(key) {
    const {params} = currentPlace();
    return href('/cost', {...filterValues(params), by: this.#groupedBy, pick: key});
  }
}

customElements.define('tl-cost-view', CostView);
