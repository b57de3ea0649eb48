/** The list of sessions: filters, sorting, paging, live arrival. */

import {fetchFindings, fetchSessions} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {onKey} from '../base/keys.js';
import {coalesce, live} from '../base/live.js';
import {currentPlace, go, setParams} from '../base/place.js';
import {pageHeader} from '../components/page-header.js';
import {emptyState, problemState} from '../components/states.js';
import {attachGuide} from './attach-guide.js';
import {filterBar} from './filter-bar.js';
import {hasFilters, noFilters, toApiParams} from './filters.js';
import {columnChooser, shownColumns} from './column-chooser.js';
import {savedViews} from './saved-views.js';
import {SessionCharts} from './session-charts.js';
import {sessionsTable} from './sessions-table.js';

const PAGE = 50;
const MOST = 1000;
const REFRESH_MILLIS = 1000;
const CHARTS_MILLIS = 5000;
/** Of a store of many sessions the charts take long to read: most of the time they are left alone. */
const CHARTS_REST = 9;

class SessionsView extends HTMLElement {
  #filters = filterBar();
  #table = this.#newTable();
  #charts = new SessionCharts();
  #notice = h('div', {class: 'sessions-notice'});
  #more = h('button', {class: 'button', onclick: () => this.#loadMore()}, 'Load more');
  #status = h('div', {class: 'sessions-status muted', role: 'status'});
  #scroller = h('div', {class: 'sessions-scroller'},
    this.#charts.element, this.#table.element, this.#notice, h('div', {class: 'sessions-more'}, this.#more));
  #refresh = coalesce(() => this.#loadingMore || this.#load(), REFRESH_MILLIS);
  #refreshCharts = coalesce(() => this.#loadCharts(), CHARTS_MILLIS, CHARTS_REST);
  #sessions = [];
  #findings = new Map();
  #cursor = null;
  /** The question that gave the cursor: "the last hour" must not move between two pages of it. */
  #asked = null;
  #loadingMore = false;
  #shown = null;
  #query = null;
  #loads = 0;
  #scrolled = 0;
  #connected = null;

  connectedCallback() {
    if (!this.firstChild) {
      render(this, pageHeader('Sessions', 'One agent run each: what it did, what it cost, where it broke.', columnChooser(() => this.#changeColumns()), savedViews()), this.#filters.element, this.#scroller, this.#status);
      this.#scroller.addEventListener('scroll', () => (this.#scrolled = this.#scroller.scrollTop));
    }
    this.#connected = new AbortController();
    const {signal} = this.#connected;
    live.addEventListener('changed', () => {
      this.#refresh();
      this.#refreshCharts();
    }, {signal});
    onKey('/', () => this.#filters.focus(), signal);
    for (const [key, step] of [['j', 1], ['ArrowDown', 1], ['k', -1], ['ArrowUp', -1]]) {
      onKey(key, () => this.#table.moveFocus(step), signal);
    }
    onKey('Enter', () => this.#table.focused && go(this.#table.focused), signal);
    this.#scroller.scrollTop = this.#scrolled;
  }

  #newTable() {
    return sessionsTable((sort) => setParams({sort}), shownColumns());
  }

  #changeColumns() {
    const before = this.#table;
    this.#table = this.#newTable();
    this.#table.showSort(currentPlace().params.get('sort') ?? '-startTime');
    before.element.replaceWith(this.#table.element);
    this.#draw();
  }

  disconnectedCallback() {
    this.#connected.abort();
  }

  /** Called when the address changed. */
  update() {
    const {params} = currentPlace();
    this.#filters.show(params);
    this.#table.showSort(params.get('sort') ?? '-startTime');
    const query = params.toString();
    if (query !== this.#query) {
      this.#query = query;
      this.#shown = null;
      this.#sessions = [];
    }
    // The charts ask for all sessions: the list, which is what one came for, does not share the server with them.
    this.#load().then(() => query === this.#query && this.#loadCharts());
  }

  async #loadCharts() {
    const {params} = currentPlace();
    const asked = params.toString();
    try {
      await this.#charts.load(toApiParams(params, new Date()), this.#connected?.signal);
    } catch (e) {
      // The list says what is wrong; charts that cannot be had are left out.
      this.#charts.element.hidden = e.name !== 'AbortError' && asked === currentPlace().params.toString();
    }
  }

  /** Reads everything that is shown anew: a change may have moved a session in the order. */
  async #load() {
    const limit = Math.min(MOST, Math.max(PAGE, this.#sessions.length));
    const params = new URLSearchParams(this.#query ?? '');
    const asked = toApiParams(params, new Date());
    asked.set('sort', params.get('sort') ?? '-startTime');
    await this.#fetch(asked, limit, null, (page) => page.sessions);
  }

  async #loadMore() {
    this.#more.disabled = true;
    this.#loadingMore = true;
    await this.#fetch(this.#asked, PAGE, this.#cursor, (page) => this.#sessions.concat(page.sessions));
    this.#loadingMore = false;
    this.#more.disabled = false;
  }

  async #fetch(asked, limit, cursor, merge) {
    const load = ++this.#loads;
    const params = new URLSearchParams(asked);
    params.set('limit', limit);
    if (cursor) {
      params.set('cursor', cursor);
    }
    try {
      const page = await fetchSessions(params, this.#connected?.signal);
      if (load === this.#loads) {
        this.#sessions = merge(page);
        this.#cursor = page.nextCursor;
        this.#asked = asked;
        this.#addFindings();
        this.#draw();
        await this.#readFindings(load);
      }
    } catch (e) {
      if (e.name !== 'AbortError' && load === this.#loads) {
        this.#drawProblem(e);
      }
    }
  }

  /** What is known of them already; it is read anew after the list, which does not wait for it. */
  #addFindings() {
    this.#sessions = this.#sessions.map((session) => ({...session, findings: this.#findings.get(session.sessionId) ?? null}));
  }

  async #readFindings(load) {
    if (this.#sessions.length > 0) {
      try {
        const found = await fetchFindings(this.#sessions.map((session) => session.sessionId), this.#connected?.signal);
        if (load === this.#loads) {
          this.#findings = found;
          this.#addFindings();
          this.#draw();
        }
      } catch {
        // Their columns say that they are not known.
      }
    }
  }

  #draw() {
    const known = this.#shown;
    this.#table.show(this.#sessions, known);
    this.#shown = new Set(this.#sessions.map((session) => session.sessionId));
    this.#more.hidden = this.#cursor === null;
    this.#table.element.hidden = this.#sessions.length === 0;
    this.#status.textContent = this.#sessions.length === 0 ? '' :
      `${this.#sessions.length.toLocaleString('en-US')}${this.#cursor ? '+' : ''} ${this.#sessions.length === 1 ? 'session' : 'sessions'}`;
    render(this.#notice, this.#sessions.length > 0 ? null : this.#emptyNotice());
  }

  #emptyNotice() {
    const {params} = currentPlace();
    if (!hasFilters(params)) {
      return attachGuide();
    }
    return emptyState('No session matches', 'Nothing in the store fits all filters. New sessions that fit appear here by themselves.',
      h('button', {class: 'button', onclick: () => setParams(noFilters(), {push: true})}, 'Clear all filters'));
  }

  #drawProblem(problem) {
    this.#more.hidden = true;
    this.#status.textContent = '';
    if (this.#sessions.length > 0) {
      this.#status.textContent = `Not up to date: ${problem.message}`;
      return;
    }
    this.#table.element.hidden = true;
    render(this.#notice, problemState('The sessions could not be read', problem.message, () => this.#load()));
  }
}

customElements.define('tl-sessions-view', SessionsView);
