/** Models: calls, tokens by kind, cache share, cost, latency, speed, why they stopped, errors. */

import {fetchAggregates} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatByUnit, formatCount, formatDuration, formatShare, isKnown} from '../base/format.js';
import {setParams} from '../base/place.js';
import {barList} from '../components/bar-list.js';
import {counted, duration, unknown} from '../components/cells.js';
import {chart} from '../components/chart.js';
import {compact, costs, errorRate, failed, leading, percentile, sessions, share, shareCell, tiles, usd} from '../measures/columns.js';
import {DetailView} from '../measures/detail-view.js';
import {choices, Evidence} from '../measures/evidence.js';
import {columns, timeRange} from '../sessions/time-range.js';

const SHOWN = [['cost', 'Dearest'], ['duration', 'Slowest'], ['failed', 'Failed'], ['unpriced', 'Unpriced'], ['start', 'Latest']];

/** Output tokens in each second of a call, from its start to its end. */
function speed(row) {
  const seconds = (row.durationMillis.mean ?? 0) * row.spans / 1000;
  return isKnown(row.outputTokens) && row.outputTokens > 0 && seconds > 0 ? row.outputTokens / seconds : null;
}

const cacheShare = (row) => (isKnown(row.cacheReadTokens) ? share(row.cacheReadTokens, row.inputTokens ?? 0) : null);

function token(title, field, hint) {
  return {title, className: 'num', sort: field, hint, value: (row) => row[field], cell: (row) => compact(row[field])};
}

class ModelsView extends DetailView {
  heading = 'Models';
  about = 'What each model is asked, what it costs, how fast it answers and why it stops.';
  thing = 'model';
  sorted = '-cost';
  nothing = {title: 'No model calls yet', text: 'Models appear here with their first call.'};
  #cost = chart({label: 'Cost by model', unit: 'usd', height: 130, onBrush});
  #calls = chart({label: 'Calls by model', height: 130, onBrush});
  #facts = h('div');
  #reasons = h('div', {class: 'panel padded'});
  #errors = h('div', {class: 'panel padded'});
  #latency = chart({label: 'Call, p95', unit: 'ms', height: 120});
  #tokens = chart({label: 'Tokens', unit: 'tokens', height: 120});
  #choices = h('div');
  #evidence = new Evidence('Calls of this model', {usage: true});

  above() {
    return [h('div', {class: 'panel-grid'}, h('div', {class: 'panel padded'}, this.#cost.element), h('div', {class: 'panel padded'}, this.#calls.element))];
  }

  columns() {
    const calls = (which) => (row) => this.hrefOf(row.key, {calls: which});
    return [
      {title: 'Model', className: 'wide', sort: 'key', textual: true, value: (row) => row.key, cell: (row) => row.key},
      leading({title: 'Calls', className: 'num', sort: 'spans', value: (row) => row.spans, cell: (row) => counted(row.spans)}, calls('start')), leading(sessions, (row) => this.sessionsOf(row.key)),
      leading(token('Input', 'inputTokens', 'Input tokens, cached ones included'), calls('cost')),
      {title: 'Cached', className: 'num', sort: 'cached', hint: 'Input tokens read from the provider’s cache, of all input tokens', value: cacheShare,
        cell: (row) => shareCell(cacheShare(row), `${formatCount(row.cacheReadTokens)} of ${formatCount(row.inputTokens)} tokens`, 'Not reported')},
      leading(token('Output', 'outputTokens', 'Output tokens, reasoning included'), calls('cost')), token('Reasoning', 'reasoningTokens', 'Reasoning tokens, of the output'), leading(costs, calls('cost')),
      leading(percentile('p50'), calls('duration')), leading(percentile('p95'), calls('duration')),
      {title: 'First token', className: 'num', sort: 'first', hint: 'p50 of the time to the first part of a streamed answer', value: (row) => row.timeToFirstChunkMillis.p50,
        cell: (row) => (isKnown(row.timeToFirstChunkMillis.p50) ? duration(row.timeToFirstChunkMillis.p50, 'p50') : unknown('No streamed answer'))},
      {title: 'Speed', className: 'num', sort: 'speed', hint: 'Output tokens in each second of a call', value: speed, cell: (row) => (isKnown(speed(row)) ? formatByUnit(speed(row), 'perSecond') : unknown('No output tokens'))},
      leading(failed, calls('failed')), leading(errorRate, calls('failed')),
    ];
  }

  async readAll(filter, params, signal) {
    const range = await timeRange(filter, signal);
    const [all, series] = await Promise.all([
      fetchAggregates(filter, {groupBy: 'model', sort: '-cost', limit: 500}, signal),
      range ? fetchAggregates(filter, {groupBy: 'model', sort: '-cost', limit: 6, ...range}, signal) : null,
    ]);
    return {...all, series};
  }

  drawAll({series}) {
    const rows = [...(series?.groups ?? []), ...(series?.other ? [{...series.other, key: 'others'}] : [])];
    const draw = (plot, pick) => plot.show(rows.length === 0 ? null : {...columns(rows[0].series, {}), kind: 'stacked', series: rows.map((row) => ({name: row.key, values: row.series.map(pick)}))});
    draw(this.#cost, (each) => each.costUsd);
    draw(this.#calls, (each) => each.spans);
  }

  async readOne(key, filter, params, signal) {
    const only = new URLSearchParams(filter);
    only.set('model', key);
    const range = await timeRange(only, signal);
    const [model, reasons, errors] = await Promise.all([
      fetchAggregates(only, {groupBy: 'model', limit: 1, ...(range ?? {})}, signal),
      fetchAggregates(only, {groupBy: 'finishReason', limit: 20}, signal),
      fetchAggregates(only, {groupBy: 'error', limit: 12}, signal),
    ]);
    return {row: model.groups[0] ?? null, reasons, errors, filter: only, signal};
  }

  buildOne() {
    return [this.#facts, h('div', {class: 'panel-grid'}, this.#reasons, this.#errors), h('div', {class: 'panel-grid'}, h('div', {class: 'panel padded'}, this.#latency.element), h('div', {class: 'panel padded'}, this.#tokens.element)),
      this.#choices, this.#evidence.element];
  }

  drawOne({row, reasons, errors, filter, signal}, params) {
    const first = row.timeToFirstChunkMillis;
    const to = (calls) => this.#with({calls, error: null, reason: null});
    render(this.#facts, tiles([
      ['Calls', formatCount(row.spans), 'The latest are listed below', to('start')], ['Cost', costs.cell(row), 'The dearest calls are listed below', to('cost')], ['Per call', usd(isKnown(row.costUsd) ? Number(row.costUsd) / Math.max(1, row.spans - row.unpricedCalls) : null), 'Mean of priced calls', to('cost')],
      ['Input', compact(row.inputTokens), null, to('cost')], ['From cache', shareCell(cacheShare(row), 'Of input tokens', 'Not reported'), null, to('cost')], ['Written to cache', compact(row.cacheWriteTokens), null, isKnown(row.cacheWriteTokens) ? to('cost') : null],
      ['Output', compact(row.outputTokens), null, to('cost')], ['Reasoning', compact(row.reasoningTokens), null, isKnown(row.reasoningTokens) ? to('cost') : null],
      ['Call p50 · p95', `${formatDuration(row.durationMillis.p50)} · ${formatDuration(row.durationMillis.p95)}`, 'The slowest are listed below', to('duration')],
      ['First token p50 · p95', isKnown(first.p50) ? `${formatDuration(first.p50)} · ${formatDuration(first.p95)}` : unknown('No streamed answer')],
      ['Speed', isKnown(speed(row)) ? formatByUnit(speed(row), 'perSecond') : unknown('No output tokens'), 'Output tokens in each second of a call'],
      ['Failed', `${formatCount(row.failed)} · ${formatShare(share(row.failed, row.spans))}`, 'Calls in error', to('failed')],
      row.estimatedCalls > 0 ? ['Estimated', formatCount(row.estimatedCalls), 'Calls whose tokens were counted from their text'] : null,
      row.unpricedCalls > 0 ? ['Unpriced', formatCount(row.unpricedCalls), 'Calls without a known price, not in the cost', to('unpriced')] : null,
    ]));
    const bars = (groups, pick) => groups.map((each) => ({name: each.key, value: each.spans, href: pick(each.key)}));
    render(this.#reasons, h('h2', null, 'Why it stopped'), barList([...bars(reasons.groups, (reason) => this.#with({reason, error: null})),
      ...(reasons.without ? [{name: 'did not say', value: reasons.without.spans, color: '--faint'}] : [])], {label: 'Calls by finish reason'}));
    render(this.#errors, h('h2', null, 'Errors by what they say'), errors.groups.length === 0 ? h('p', {class: 'muted'}, 'No call failed.')
      : barList(bars(errors.groups, (error) => this.#with({error, reason: null})).map((each) => ({...each, color: '--error'})), {label: 'Errors by what they say'}));
    const {x, p95, input, output} = columns(row.series ?? [], {p95: (each) => each.durationMillis.p95, input: (each) => each.inputTokens, output: (each) => each.outputTokens});
    this.#latency.show({x, series: [{name: 'p95', color: '--op-retriever', values: p95}]});
    this.#tokens.show({x, kind: 'stacked', series: [{name: 'input', values: input}, {name: 'output', color: '--op-tool', values: output}]});
    this.#showEvidence(filter, params, signal);
  }

  #showEvidence(filter, params, signal) {
    const error = params.get('error');
    const reason = params.get('reason');
    const by = params.get('calls') ?? 'cost';
    render(this.#choices, choices('Which calls', SHOWN, error ?? reason ? null : by, (value) => setParams({calls: value, error: null, reason: null}, {push: true})));
    if (error !== null) {
      this.#evidence.show(`Calls that failed with “${error}”`, filter, {groupBy: 'error', key: error}, signal);
    } else if (reason !== null) {
      this.#evidence.show(`Calls that stopped by ${reason}`, filter, {groupBy: 'finishReason', key: reason}, signal);
    } else {
      const label = SHOWN.find(([value]) => value === by)?.[1] ?? by;
      this.#evidence.show(`${label} calls`, filter, ['failed', 'unpriced'].includes(by) ? {only: by} : {sort: by}, signal);
    }
  }

  #with(changes) {
    const params = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      value === null ? params.delete(name) : params.set(name, value);
    }
    return `${location.pathname}?${params}`;
  }
}

function onBrush(from, to) {
  setParams({time: null, from: new Date(from).toISOString(), to: new Date(to).toISOString()}, {push: true});
}

customElements.define('tl-models-view', ModelsView);
