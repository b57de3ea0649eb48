/** Session names: one row each with what its sessions did and cost, and how that changes. */

import {fetchAggregates} from '../base/api.js';
import {h} from '../base/dom.js';
import {formatCount, formatDuration, isKnown} from '../base/format.js';
import {currentPlace, href} from '../base/place.js';
import {counted, unknown} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {View} from '../components/view.js';
import {costs, leading, recovered, share, shareCell, tokenFlow, trend, usd} from '../measures/columns.js';
import {ROUTES} from '../routes.js';
import {filterValues} from '../sessions/filters.js';
import {timeRange} from '../sessions/time-range.js';

const MOST_BUCKETS = 40;
const MOST_NAMES = 200;

const perSession = (row) => (isKnown(row.costUsd) ? Number(row.costUsd) / row.sessions : null);
const working = (row) => (row.autonomy.analyzedSessions > 0 ? row.autonomy.workingMillis / row.autonomy.analyzedSessions : null);

class NamesView extends View {
  heading = 'Names';
  about = 'What people come for: all sessions of one name, and how they change.';
  nothing = {title: 'No sessions yet', text: 'Names of sessions appear here by themselves.'};
  #rows = null;
  /** Of each name, as last read. */
  #series = new Map();
  #table = new DataTable({
    label: 'Session names', key: (row) => row.key, sort: '-sessions', href: (row) => this.#to('/', row.key),
    columns: [
      {title: 'Name', className: 'wide', sort: 'key', textual: true, value: (row) => row.key, cell: (row) => row.key},
      leading({title: 'Sessions', className: 'num', sort: 'sessions', value: (row) => row.sessions, cell: (row) => counted(row.sessions)}, (row) => this.#to('/', row.key)),
      leading({title: 'Ended in error', className: 'num', sort: 'ended', hint: 'Sessions that ended in error, of all', value: (row) => share(row.endedInError, row.sessions),
        cell: (row) => shareCell(share(row.endedInError, row.sessions), `${formatCount(row.endedInError)} of ${formatCount(row.sessions)} sessions`, 'Not asked: a status is filtered', 'bad')}, (row) => this.#to('/', row.key, {status: 'error'})),
      leading({title: 'Errors', className: 'num', sort: 'errors', hint: 'Each error where it happened', value: (row) => row.errors, cell: (row) => counted(row.errors, 'bad')}, (row) => this.#to('/', row.key, {minErrors: 1, sort: '-errors'})),
      leading(recovered, (row) => this.#to('/tools', row.key)), leading(costs, (row) => this.#to('/cost', row.key)),
      {title: 'Per session', className: 'num', sort: 'per', hint: 'Mean cost of a session', value: perSession, cell: (row) => usd(perSession(row))}, leading(tokenFlow, (row) => this.#to('/models', row.key)),
      {title: 'Working', className: 'num', sort: 'working', hint: 'Mean time of a session in which something was under way, without waiting for people', value: working,
        cell: (row) => (isKnown(working(row)) ? h('span', {title: `Mean of ${formatCount(row.autonomy.analyzedSessions)} analysed sessions`}, formatDuration(working(row))) : unknown('Not analysed yet'))},
      trend('Sessions, trend', 'Sessions', (each) => each.sessions), trend('Cost, trend', 'Cost', (each) => each.costUsd, {unit: 'usd', color: '--op-llm'}), trend('Errors, trend', 'Errors', (each) => each.errors, {color: '--error'}),
      {title: '', cell: (row) => this.#decisions(row.key)},
    ],
  });

  build() {
    return [h('div', {class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': 'Session names'}, this.#table.element)];
  }

  async read(filter, params, signal) {
    const inError = new URLSearchParams(filter);
    inError.set('status', 'error');
    const options = {groupBy: 'name', scope: 'session', limit: MOST_NAMES, sort: '-sessions'};
    const [all, ended] = await Promise.all([
      fetchAggregates(filter, options, signal),
      params.has('status') ? null : fetchAggregates(inError, options, signal),
    ]);
    const endedInError = new Map(ended?.groups.map((row) => [row.key, row.sessions]));
    const rows = all.groups.map((row) => ({...row, endedInError: ended === null ? null : endedInError.get(row.key) ?? 0}));
    // On a large store trends take longer than all else: the table does not wait for them.
    const trends = timeRange(filter, signal, MOST_BUCKETS).then((range) => (range ? fetchAggregates(filter, {...options, ...range}, signal) : null));
    trends.catch(() => {});
    return {rows, trends};
  }

  isEmpty({rows}) {
    return rows.length === 0;
  }

  async draw({rows, trends}) {
    this.#rows = rows;
    const shown = (series) => rows.map((row) => ({...row, series: series.get(row.key) ?? null}));
    this.#table.show(shown(this.#series));
    try {
      const series = new Map((await trends)?.groups.map((row) => [row.key, row.series]));
      if (this.#rows === rows) {
        this.#series = series;
        this.#table.show(shown(series));
      }
    } catch {
      // The numbers stand without their trends.
    }
  }

  #to(path, name, more = {}) {
    return href(path, {...filterValues(currentPlace().params), name, ...more});
  }

  #decisions(name) {
    const route = ROUTES.find((each) => each.icon === 'decisions');
    return route ? h('a', {class: 'quiet-link', href: this.#to(route.path, name), 'aria-label': `Decisions of ${name}`}, 'Decisions') : null;
  }
}

customElements.define('tl-names-view', NamesView);
