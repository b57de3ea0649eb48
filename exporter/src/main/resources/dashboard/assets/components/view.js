/**
 * What most views are: a header, the filter bar, and content read from the API with those filters,
 * read anew when the address or the sessions change. A view:
 *
 *     class ToolsView extends View {
 *       heading = 'Tools';
 *       about = 'How each tool behaves, and what agents do when it fails.';
 *       #table = new DataTable({…});
 *       build() { return [this.#table.element]; }                         // once
 *       async read(filter, params, signal) {                              // filter: for the API; params: the address's
 *         return fetchAggregates(filter, {groupBy: 'tool'}, signal);
 *       }
 *       draw(answer, params) { this.#table.show(answer.groups); }         // each time
 *       isEmpty(answer) { return answer.groups.length === 0; }            // then `nothing` is shown
 *     }
 *     customElements.define('tl-tools-view', ToolsView);
 *
 * `read` and `draw` hold nothing of loading, errors, stale answers or live updates: that is done here.
 */

import {h, render} from '../base/dom.js';
import {onKey} from '../base/keys.js';
import {coalesce, live} from '../base/live.js';
import {currentPlace, setParams} from '../base/place.js';
import {filterBar} from '../sessions/filter-bar.js';
import {hasFilters, noFilters, toApiParams} from '../sessions/filters.js';
import {pageHeader} from './page-header.js';
import {emptyState, loadingState, problemState} from './states.js';

/** A quicker answer needs no word. */
const LOADING_MILLIS = 300;

export class View extends HTMLElement {
  heading = '';
  about = null;
  /** False for a view without a filter bar. */
  filtered = true;
  /** The shortest time between two readings when sessions change; 0 for a view that does not follow them. */
  liveMillis = 3000;
  /** Shown when there is nothing, and nothing is filtered. */
  nothing = {title: 'Nothing yet', text: 'Once sessions arrive, they appear here by themselves.'};

  #filters = null;
  #content = h('div', {class: 'view-content', hidden: true});
  #state = h('div', {class: 'view-state', hidden: true});
  #stale = h('div', {class: 'banner', role: 'status', hidden: true});
  #reads = 0;
  #has = false;
  #reading = null;
  #connected = null;
  #refresh = null;

  connectedCallback() {
    if (!this.firstChild) {
      this.classList.add('view');
      this.#filters = this.filtered ? filterBar() : null;
      render(this.#content, this.build());
      render(this, pageHeader(this.heading, this.about, ...[this.actions()].flat().filter(Boolean)), this.#filters?.element,
        this.#stale, h('div', {class: 'view-scroller'}, this.#content, this.#state));
    }
    this.#connected = new AbortController();
    const {signal} = this.#connected;
    if (this.liveMillis > 0) {
      this.#refresh = coalesce(() => this.isConnected && this.reload(), this.liveMillis);
      live.addEventListener('changed', () => this.#refresh(), {signal});
    }
    if (this.#filters) {
      onKey('/', () => this.#filters.focus(), signal);
    }
    this.connected(signal);
  }

  disconnectedCallback() {
    this.#connected.abort();
  }

  /** The content's elements, made once. */
  build() {
    return [];
  }

  /** Buttons of the header, made once. */
  actions() {
    return [];
  }

  /** Called each time the view comes into the page; listeners with `signal` end when it leaves. */
  connected() {}

  async read() {
    return null;
  }

  draw() {}

  isEmpty() {
    return false;
  }

  /** Called when the address changed. */
  update() {
    this.#filters?.show(currentPlace().params);
    this.reload();
  }

  /** Reads and draws anew. */
  async reload() {
    const turn = ++this.#reads;
    this.#reading?.abort();
    this.#reading = new AbortController();
    const signal = AbortSignal.any([this.#reading.signal, this.#connected.signal]);
    const {params} = currentPlace();
    const waiting = setTimeout(() => this.#say(this.#has ? null : loadingState()), LOADING_MILLIS);
    this.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.read(toApiParams(params, new Date()), params, signal);
      if (turn === this.#reads) {
        this.#show(answer, params);
      }
    } catch (e) {
      if (e.name !== 'AbortError' && turn === this.#reads) {
        this.#fail(e);
      }
    } finally {
      clearTimeout(waiting);
      if (turn === this.#reads) {
        this.removeAttribute('aria-busy');
      }
    }
  }

  #show(answer, params) {
    const empty = this.isEmpty(answer, params);
    this.#has = !empty;
    this.#stale.hidden = true;
    this.#say(empty ? this.#emptyState(params) : null);
    this.#content.hidden = empty;
    if (!empty) {
      this.draw(answer, params);
    }
  }

  #emptyState(params) {
    if (this.filtered && hasFilters(params)) {
      return emptyState('Nothing matches', 'Nothing in the store fits all filters.',
        h('button', {class: 'button', onclick: () => setParams(noFilters(), {push: true})}, 'Clear all filters'));
    }
    return emptyState(this.nothing.title, this.nothing.text);
  }

  #fail(problem) {
    if (this.#has && problem.status !== 400) {
      this.#stale.hidden = false;
      this.#stale.textContent = `Not up to date: ${problem.message}`;
      return;
    }
    this.#content.hidden = true;
    this.#say(problemState('This could not be read', problem.message, () => this.reload()));
  }

  #say(state) {
    this.#state.hidden = state === null;
    render(this.#state, state);
  }
}
