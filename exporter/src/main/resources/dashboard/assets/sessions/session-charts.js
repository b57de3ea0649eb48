/** Small charts above the list: sessions by status, errors, cost and the time of model calls; brushing filters by time. */

import {fetchAggregates} from '../base/api.js';
import {h} from '../base/dom.js';
import {setParams} from '../base/place.js';
import {chart} from '../components/chart.js';
import {columns, timeRange} from './time-range.js';

const STATUSES = [['ok', '--ok'], ['recovered', '--recovered'], ['error', '--error']];
const HEIGHT = 88;

export class SessionCharts {
  #sessions = chart({label: 'Sessions', height: HEIGHT, onBrush});
  #errors = chart({label: 'Errors', height: HEIGHT, onBrush});
  #cost = chart({label: 'Cost', unit: 'usd', height: HEIGHT, onBrush});
  #latency = chart({label: 'Model call, p95', unit: 'ms', height: HEIGHT, onBrush});

  element = h('section', {class: 'session-charts', 'aria-label': 'Over time'},
    [this.#sessions, this.#errors, this.#cost, this.#latency].map((each) => each.element));

  /** @param {URLSearchParams} filter as of `toApiParams` */
  async load(filter, signal) {
    const range = await timeRange(filter, signal);
    this.element.hidden = range === null;
    if (range === null) {
      return;
    }
    const params = new URLSearchParams(filter);
    params.set('from', range.from);
    params.set('to', range.to);
    const llm = new URLSearchParams(params);
    llm.set('operation', 'llm');
    const {interval} = range;
    const [byStatus, calls] = await Promise.all([
      fetchAggregates(params, {groupBy: 'status', interval, scope: 'session', sort: '-sessions', measures: 'sessions,errors,costUsd'}, signal),
      fetchAggregates(llm, {groupBy: 'none', interval, measures: 'durationMillis'}, signal),
    ]);
    this.#draw(byStatus, calls);
  }

  #draw({total, groups}, calls) {
    const {x, errors, cost} = columns(total.series, {errors: (each) => each.errors, cost: (each) => each.costUsd});
    const statuses = STATUSES.map(([name, color]) => ({name, color, values: groups.find((group) => group.key.toLowerCase() === name)?.series.map((each) => each.sessions)}))
      .filter((each) => each.values);
    this.#sessions.show({x, kind: 'stacked', series: statuses.length > 0 ? statuses : [{name: 'sessions', values: []}]});
    this.#errors.show({x, kind: 'bars', series: [{name: 'errors', color: '--error', values: errors}]});
    this.#cost.show({x, kind: 'bars', series: [{name: 'cost', color: '--op-llm', values: cost}]});
    const {x: at, p95} = columns(calls.total.series, {p95: (each) => each.durationMillis.p95});
    this.#latency.show({x: at, kind: 'line', series: [{name: 'p95', color: '--op-retriever', values: p95}]});
  }
}

function onBrush(from, to) {
  setParams({time: null, from: new Date(from).toISOString(), to: new Date(to).toISOString()}, {push: true});
}
