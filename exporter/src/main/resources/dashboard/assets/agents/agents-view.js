/** Agents: how often each ran, what its runs did and cost, who called whom, where people took part. */

import {fetchAggregates} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCount, formatDuration, formatShare, isKnown} from '../base/format.js';
import {currentPlace, href, setParams} from '../base/place.js';
import {counted, duration, unknown} from '../components/cells.js';
import {compact, costs, leading, share, tiles, tokenFlow, usd} from '../measures/columns.js';
import {DetailView} from '../measures/detail-view.js';
import {choices, Evidence} from '../measures/evidence.js';
import {filterValues} from '../sessions/filters.js';
import {agentGraph, readEdges} from './agent-graph.js';

const SHOWN = [['runs', 'Runs'], ['failed', 'Failed runs'], ['cost', 'Dearest calls'], ['tools', 'Tool calls'], ['errors', 'Errors'], ['human', 'People asked']];

const perRun = (row, field) => (row.runs > 0 && isKnown(row[field]) ? Number(row[field]) / row.runs : null);

class AgentsView extends DetailView {
  heading = 'Agents';
  about = 'Who ran, how long, how far, and who called whom.';
  thing = 'agent';
  sorted = '-runs';
  nothing = {title: 'No runs of agents yet', text: 'Agents appear here with their first run.'};
  #overview = h('div');
  #graph = h('div', {class: 'panel padded'});
  #people = new Evidence('Where people took part');
  #facts = h('div');
  #around = h('div', {class: 'panel padded'});
  #choices = h('div');
  #evidence = new Evidence('Runs of this agent', {usage: true});

  above() {
    return [this.#overview, this.#graph, this.#people.element];
  }

  columns() {
    const calls = (which) => (row) => this.hrefOf(row.key, {calls: which});
    return [
      {title: 'Agent', className: 'wide', sort: 'key', textual: true, value: (row) => row.key, cell: (row) => row.key},
      leading({title: 'Runs', className: 'num', sort: 'runs', value: (row) => row.runs, cell: (row) => counted(row.runs)}, calls('runs')),
      leading({title: 'Sessions', className: 'num', sort: 'sessions', value: (row) => row.sessions, cell: (row) => counted(row.sessions)}, (row) => this.sessionsOf(row.key)),
      leading({title: 'Failed', className: 'num', sort: 'failed', hint: 'Runs in error', value: (row) => row.failedRuns, cell: (row) => counted(row.failedRuns, 'bad')}, calls('failed')),
      leading({title: 'Model calls', className: 'num', sort: 'llm', hint: 'In its runs, without those of agents it called', value: (row) => row.llmCalls, cell: (row) => counted(row.llmCalls)}, calls('cost')),
      {title: 'A run', className: 'num', sort: 'iterations', hint: 'Model calls of a run on average: how often it went round', value: (row) => perRun(row, 'llmCalls'),
        cell: (row) => (perRun(row, 'llmCalls') === null ? unknown('No run') : perRun(row, 'llmCalls').toLocaleString('en-US', {maximumFractionDigits: 1}))},
      leading({title: 'Tool calls', className: 'num', sort: 'tools', value: (row) => row.toolCalls, cell: (row) => counted(row.toolCalls)}, calls('tools')),
      leading({title: 'Errors', className: 'num', sort: 'errors', hint: 'Each error where it happened', value: (row) => row.errors, cell: (row) => counted(row.errors, 'bad')}, calls('errors')), leading(tokenFlow, calls('cost')), leading(costs, calls('cost')),
      {title: 'A run', className: 'num', sort: 'perRun', hint: 'Mean cost of a run, without agents it called', value: (row) => perRun(row, 'costUsd'), cell: (row) => usd(perRun(row, 'costUsd'))},
      leading({title: 'p50', className: 'num', sort: 'p50', hint: 'Half of the runs took at most this long', value: (row) => row.runMillis.p50, cell: (row) => duration(row.runMillis.p50, 'p50')}, calls('runs')),
      leading({title: 'p95', className: 'num', sort: 'p95', hint: '95% of the runs took at most this long', value: (row) => row.runMillis.p95, cell: (row) => duration(row.runMillis.p95, 'p95')}, calls('runs')),
    ];
  }

  async readAll(filter, params, signal) {
    const runs = new URLSearchParams(filter);
    runs.set('operation', 'agent');
    const [inside, own, edges] = await Promise.all([
      fetchAggregates(filter, {groupBy: 'inAgent', limit: 500}, signal),
      fetchAggregates(runs, {groupBy: 'inAgent', limit: 500}, signal),
      fetchAggregates(runs, {groupBy: 'agentEdge', limit: 300}, signal),
    ]);
    const byName = new Map(own.groups.map((row) => [row.key, row]));
    const groups = inside.groups.map((row) => ({...row, runs: byName.get(row.key)?.spans ?? 0, failedRuns: byName.get(row.key)?.failed ?? 0, runMillis: byName.get(row.key)?.durationMillis ?? {p50: null, p95: null}}));
    return {groups, autonomy: inside.total.autonomy, edges: readEdges(edges.groups), filter, signal};
  }

  drawAll({autonomy, edges, filter, signal}) {
    const {analyzedSessions: sessions} = autonomy;
    render(this.#overview, tiles([
      ['Sessions without a person', sessions === 0 ? unknown('Nothing analysed yet') : `${formatCount(autonomy.humanFreeSessions)} · ${formatShare(share(autonomy.humanFreeSessions, sessions))}`, 'Of the sessions that were analysed'],
      ['People took part', formatCount(autonomy.interventions), `${formatCount(autonomy.approved)} approved, ${formatCount(autonomy.rejected)} rejected; the list is below`, autonomy.interventions > 0 ? href('/', {...filterValues(currentPlace().params), operation: 'human'}) : null],
      ['Waited for people', formatDuration(autonomy.waitingMillis), 'Time in which nothing but a person was waited for', autonomy.waitingMillis > 0 ? href('/problems', {...filterValues(currentPlace().params), kind: 'human'}) : null],
      ['Limit reached', `${formatCount(autonomy.limitsReached)}`, `Runs that stopped at their limit, in ${formatCount(autonomy.sessionsAtLimit)} sessions`, autonomy.limitsReached > 0 ? href('/problems', {...filterValues(currentPlace().params), kind: 'limit_reached'}) : null],
      ['Handoffs', formatCount(autonomy.handoffs), 'Where one agent gave the work to another, as the framework said'],
      ['Working time', formatDuration(autonomy.workingMillis), 'Time in which something was under way', href('/', {...filterValues(currentPlace().params), sort: '-duration'})],
    ]));
    render(this.#graph, h('h2', null, 'Who called whom'), h('p', {class: 'muted'}, 'An arrow is a run of the one inside a run of the other; the number says how many. “Start” is nobody.'), agentGraph(edges, (name) => this.hrefOf(name)));
    const people = new URLSearchParams(filter);
    people.set('operation', 'human');
    this.#people.show('Where people took part', people, {}, signal);
  }

  async readOne(key, filter, params, signal) {
    const runs = new URLSearchParams(filter);
    runs.set('operation', 'agent');
    const [inside, own, edges] = await Promise.all([
      fetchAggregates(filter, {groupBy: 'inAgent', limit: 1000}, signal),
      fetchAggregates(runs, {groupBy: 'inAgent', limit: 1000}, signal),
      fetchAggregates(runs, {groupBy: 'agentEdge', limit: 300}, signal),
    ]);
    const of = (answer) => answer.groups.find((row) => row.key === key) ?? null;
    return {row: of(inside), runs: of(own), edges: readEdges(edges.groups).filter(({from, to}) => from === key || to === key), filter, signal};
  }

  buildOne() {
    return [this.#facts, this.#around, this.#choices, this.#evidence.element];
  }

  drawOne({row, runs, edges, filter, signal}, params, key) {
    const count = runs?.spans ?? 0;
    const {autonomy} = row;
    const to = (calls) => this.hrefOf(key, {calls});
    render(this.#facts, tiles([
      ['Runs', formatCount(count), null, to('runs')], ['Failed', formatCount(runs?.failed ?? 0), null, to('failed')], ['Model calls', `${formatCount(row.llmCalls)} · ${count ? (row.llmCalls / count).toLocaleString('en-US', {maximumFractionDigits: 1}) : '—'} a run`, 'Without those of agents it called', to('cost')],
      ['Tool calls', formatCount(row.toolCalls), null, to('tools')], ['Errors', formatCount(row.errors), null, to('errors')], ['Cost', costs.cell(row), 'Without agents it called', to('cost')],
      ['A run p50 · p95', runs ? `${formatDuration(runs.durationMillis.p50)} · ${formatDuration(runs.durationMillis.p95)}` : unknown('No run')],
      ['Input → output', [compact(row.inputTokens), ' → ', compact(row.outputTokens)], null, to('cost')],
      ['Limit reached', formatCount(autonomy.limitsReached), 'In the sessions it ran in, by any agent', autonomy.limitsReached > 0 ? href('/problems', {...filterValues(currentPlace().params), agent: key, kind: 'limit_reached'}) : null], ['People took part', formatCount(autonomy.interventions), 'In the sessions it ran in', to('human')],
    ]));
    render(this.#around, h('h2', null, 'Who called whom'), agentGraph(edges, (name) => this.hrefOf(name)));
    const chosen = params.get('calls') ?? 'runs';
    render(this.#choices, choices('Which spans', SHOWN, chosen, (value) => setParams({calls: value}, {push: true})));
    const asked = new URLSearchParams(filter);
    const operation = {failed: 'agent', cost: 'llm', tools: 'tool', errors: null, human: 'human'}[chosen];
    operation !== null && asked.set('operation', operation ?? 'agent');
    const label = SHOWN.find(([value]) => value === chosen)?.[1] ?? 'Runs';
    this.#evidence.show(label, asked, {groupBy: 'inAgent', key, only: ['failed', 'errors'].includes(chosen) ? 'failed' : null, sort: chosen === 'cost' ? 'cost' : 'start'}, signal);
  }
}

customElements.define('tl-agents-view', AgentsView);
