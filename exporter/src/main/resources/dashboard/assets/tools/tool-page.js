/** One tool: what its errors say and what became of them, what it is called with, and the calls themselves. */

import {fetchSpans} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCount, formatDuration, formatShare, isKnown} from '../base/format.js';
import {href, setParams} from '../base/place.js';
import {barList} from '../components/bar-list.js';
import {counted, unknown} from '../components/cells.js';
import {chart} from '../components/chart.js';
import {DataTable} from '../components/data-table.js';
import {errorRate, millis, NEXT_STEPS, nextStepBar, percentile, recovered, recoveryRate, share, tiles, usd} from '../measures/columns.js';
import {choices, Evidence} from '../measures/evidence.js';
import {columns} from '../sessions/time-range.js';

const SHOWN = [['failed', 'Failed'], ['recovered', 'Recovered'], ['abandoned', 'Gone on without'], ['redundant', 'Redundant'], ['slow', 'Slowest'], ['all', 'Latest']];

export class ToolPage {
  #facts = h('div');
  #steps = h('div', {class: 'panel padded'});
  #trend = chart({label: 'Calls and failures', height: 120});
  #errors = new DataTable({label: 'Errors by what they say', key: (row) => row.key, sort: '-spans',
    href: (row) => this.#pick({error: row.key, only: null, arguments: null}),
    columns: [
      {title: 'What it says', className: 'wide', cell: (row) => h('span', {title: row.key}, row.key)},
      {title: 'Errors', className: 'num', sort: 'spans', value: (row) => row.spans, cell: (row) => counted(row.spans, 'bad')},
      {title: 'Sessions', className: 'num', cell: (row) => counted(row.sessions)}, recovered,
      {title: 'After it', cell: (row) => nextStepBar(row.recovery)},
    ]});
  #calls = new DataTable({label: 'Calls by arguments', key: (row) => row.key, sort: '-spans',
    href: (row) => this.#pick({arguments: row.key, only: null, error: null}),
    columns: [
      {title: 'Arguments', className: 'wide', cell: (row) => (isKnown(row.said) ? h('code', {title: row.said}, row.said) : unknown('Not captured'))},
      {title: 'Calls', className: 'num', sort: 'spans', value: (row) => row.spans, cell: (row) => counted(row.spans)},
      {title: 'Sessions', className: 'num', cell: (row) => counted(row.sessions)}, errorRate,
      {title: 'Redundant', className: 'num', cell: (row) => counted(row.loops.redundantCalls, 'mended')}, percentile('p95'),
    ]});
  #unknownCalls = h('p', {class: 'muted'});
  #choices = h('div');
  #evidence = new Evidence('Calls of this tool');
  #filter = null;

  build() {
    const scroller = (label, table) => h('div', {class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': label}, table.element);
    return [this.#facts, h('div', {class: 'panel-grid'}, this.#steps, h('div', {class: 'panel padded'}, this.#trend.element)),
      h('section', {class: 'measures-section'}, h('h2', null, 'Errors by what they say'), h('p', {class: 'muted'}, 'Texts in quotes and words with digits are left out, so that the same failure is one row. A row shows its calls below.'), scroller('Errors by what they say', this.#errors)),
      h('section', {class: 'measures-section'}, h('h2', null, 'Called with'), this.#unknownCalls, scroller('Calls by arguments', this.#calls)),
      this.#choices, this.#evidence.element];
  }

  draw({row, errors, calls, without, filter, signal}, params, key) {
    this.#filter = filter;
    const {recovery, loops} = row;
    const to = (only) => this.#pick({only, error: null, arguments: null});
    render(this.#facts, tiles([
      ['Calls', formatCount(row.toolCalls), 'The latest are listed below', to('all')],
      ['Sessions', formatCount(row.sessions), 'Sessions that called it', href('/', {...Object.fromEntries(filter), tool: key})],
      ['Failed', `${formatCount(row.failed)} · ${formatShare(share(row.failed, row.spans))}`, 'Spans of the tool in error, each call; “Problems” counts what became of them', to('failed')],
      ['Recovered', recovery.errors === recovery.unknown ? unknown(recovery.errors === 0 ? 'No errors' : 'Not analysed yet') : `${formatCount(recovery.recovered)} · ${formatShare(recoveryRate(recovery))}`, `Errors that something made good${recovery.unknown ? `; ${formatCount(recovery.unknown)} are not analysed yet` : ''}`, to('recovered')],
      ['Recovery took', recovery.recovered === 0 ? unknown('Nothing was recovered') : [millis(recovery.spent.durationMillis), ' · ', usd(recovery.spent.costUsd)], 'Together: from each error to the end of the last attempt', to('recovered')],
      ['p50 · p95 · p99', [row.durationMillis.p50, row.durationMillis.p95, row.durationMillis.p99].map(formatDuration).join(' · '), 'Half, 95% and 99% of the calls took at most this long', to('slow')],
      ['Redundant', loops.redundantCalls === 0 ? '0' : `${formatCount(loops.redundantCalls)} · ${formatDuration(loops.redundantMillis)}`, 'Calls of loops that brought nothing new', to('redundant')],
    ]));
    const steps = NEXT_STEPS.filter(([name]) => recovery.nextSteps[name] > 0).map(([name, label, color, hint]) => ({name: label, value: recovery.nextSteps[name], color, hint}));
    render(this.#steps, h('h2', null, 'What came next after an error'), steps.length === 0 ? h('p', {class: 'muted'}, 'It never failed.') : barList(steps, {label: 'Errors by what came next'}));
    const {x, all, bad} = columns(row.series ?? [], {all: (each) => each.spans, bad: (each) => each.failed});
    this.#trend.show({x, kind: 'bars', series: [{name: 'calls', color: '--op-tool', values: all}, {name: 'failed', color: '--error', values: bad}]});
    this.#errors.element.parentElement.parentElement.hidden = errors.length === 0;
    this.#errors.show(errors);
    this.#unknownCalls.textContent = without ? `${formatCount(without.spans)} of ${formatCount(row.spans)} calls did not say with what.` : 'The most frequent arguments. A row shows its calls below.';
    this.#calls.show(calls);
    this.#name(calls, filter, signal);
    this.#showEvidence(params, row, signal);
  }

  /** What a hash stands for: the arguments of one of its calls. */
  async #name(calls, filter, signal) {
    try {
      const said = await Promise.all(calls.map((row) => fetchSpans(filter, {groupBy: 'arguments', key: row.key, limit: 1, withContent: true}, signal)));
      this.#calls.show(calls.map((row, i) => ({...row, said: text(said[i][0]?.content?.toolArguments)})));
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.#unknownCalls.textContent = `Arguments could not be read: ${e.message}`;
      }
    }
  }

  #showEvidence(params, row, signal) {
    const error = params.get('error');
    const hash = params.get('arguments');
    const only = params.get('only') ?? (row.failed > 0 && error === null && hash === null ? 'failed' : 'all');
    render(this.#choices, choices('Which calls', SHOWN, error === null && hash === null ? only : null, (value) => setParams({only: value, error: null, arguments: null}, {push: true})));
    if (error !== null) {
      this.#evidence.show(`Calls that failed with “${error}”`, this.#filter, {groupBy: 'error', key: error}, signal);
    } else if (hash !== null) {
      this.#evidence.show('Calls with these arguments', this.#filter, {groupBy: 'arguments', key: hash}, signal);
    } else {
      const label = SHOWN.find(([value]) => value === only)?.[1] ?? only;
      this.#evidence.show(`${label} calls`, this.#filter, only === 'slow' ? {sort: 'duration'} : {only}, signal);
    }
  }

  #pick(changes) {
    const params = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      value === null ? params.delete(name) : params.set(name, value);
    }
    return `${location.pathname}?${params}`;
  }
}

function text(value) {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
