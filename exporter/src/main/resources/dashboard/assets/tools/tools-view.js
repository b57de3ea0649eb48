/** Tools: how each behaves, and what agents do when it fails; one tool's errors, arguments and calls. */

import {fetchAggregates} from '../base/api.js';
import {h} from '../base/dom.js';
import {formatDuration} from '../base/format.js';
import {barList} from '../components/bar-list.js';
import {counted, unknown} from '../components/cells.js';
import {afterError, costs, errorRate, failed, leading, NEXT_STEPS, percentile, recovered, sessions} from '../measures/columns.js';
import {DetailView} from '../measures/detail-view.js';
import {timeRange} from '../sessions/time-range.js';
import {ToolPage} from './tool-page.js';

class ToolsView extends DetailView {
  heading = 'Tools';
  about = 'How each tool behaves, and what agents do when it fails. Every failed call counts, also one that passed an error on.';
  thing = 'tool';
  sorted = '-failed';
  nothing = {title: 'No tool calls yet', text: 'Tools that agents call appear here by themselves, with what becomes of their errors.'};
  #worst = h('div', {class: 'panel padded'});
  #steps = h('div', {class: 'panel padded'});
  #page = new ToolPage();

  above() {
    return [h('div', {class: 'panel-grid'}, this.#worst, this.#steps)];
  }

  columns() {
    const only = (which) => (row) => this.hrefOf(row.key, {only: which});
    return [
      {title: 'Tool', className: 'wide', sort: 'key', textual: true, value: (row) => row.key, cell: (row) => row.key},
      leading({title: 'Calls', className: 'num', sort: 'toolCalls', hint: 'Tool calls; an MCP call inside of a tool call is the same call', value: (row) => row.toolCalls, cell: (row) => counted(row.toolCalls)}, only('all')),
      leading(sessions, (row) => this.sessionsOf(row.key)), leading(failed, only('failed')), leading(errorRate, only('failed')), leading(recovered, only('recovered')), afterError,
      ...['p50', 'p95', 'p99'].map((which) => leading(percentile(which), only('slow'))),
      leading({title: 'Redundant', className: 'num', sort: 'redundant', hint: 'Calls of loops that brought nothing new: same arguments, same result', value: (row) => row.loops.redundantCalls,
        cell: (row) => h('span', {title: `${formatDuration(row.loops.redundantMillis)} in calls that brought nothing new`}, counted(row.loops.redundantCalls, 'mended'))}, only('redundant')),
      {...costs, title: 'Recovery cost', sort: 'recoveryCost', hint: 'US dollars of model calls and work that getting over its errors took', value: (row) => (row.recovery.spent.costUsd === null ? null : Number(row.recovery.spent.costUsd)),
        cell: (row) => (row.recovery.recovered === 0 ? unknown('Nothing was recovered') : costs.cell({...row.recovery.spent, unpricedCalls: 0}))},
    ];
  }

  readAll(filter, params, signal) {
    return fetchAggregates(filter, {groupBy: 'tool', sort: '-failed', limit: 500}, signal);
  }

  drawAll({groups}) {
    const worst = groups.filter((row) => row.failed > 0).slice(0, 8);
    this.#worst.replaceChildren(h('h2', null, 'Fails most'), worst.length === 0 ? h('p', {class: 'muted'}, 'No tool call failed.')
      : barList(worst.map((row) => ({name: row.key, value: row.failed, href: this.hrefOf(row.key), color: '--error', hint: `${row.failed} of ${row.spans} calls failed`})), {label: 'Failed calls by tool'}));
    const steps = NEXT_STEPS.map(([name, label, color, hint]) => ({name: label, color, hint, value: groups.reduce((sum, row) => sum + row.recovery.nextSteps[name], 0)})).filter((each) => each.value > 0);
    this.#steps.replaceChildren(h('h2', null, 'What came next after an error'), steps.length === 0 ? h('p', {class: 'muted'}, 'Nothing to get over.') : barList(steps, {label: 'Errors by what came next'}));
  }

  async readOne(key, filter, params, signal) {
    const only = new URLSearchParams(filter);
    only.set('tool', key);
    const range = await timeRange(only, signal);
    const [tool, errors, calls] = await Promise.all([
      fetchAggregates(only, {groupBy: 'tool', limit: 1, ...(range ? {interval: range.interval, from: range.from, to: range.to} : {})}, signal),
      fetchAggregates(only, {groupBy: 'error', limit: 12}, signal),
      fetchAggregates(only, {groupBy: 'arguments', limit: 8}, signal),
    ]);
    return {row: tool.groups[0] ?? null, errors: errors.groups, calls: calls.groups, without: calls.without, filter: only, signal};
  }

  buildOne() {
    return this.#page.build();
  }

  drawOne(answer, params, key) {
    this.#page.draw(answer, params, key);
  }
}

customElements.define('tl-tools-view', ToolsView);
