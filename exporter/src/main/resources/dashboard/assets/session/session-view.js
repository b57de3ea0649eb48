/** One session: its totals, its trees or timeline, and the inspector. The address bar holds the state. */

import {fetchTree} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {onKey} from '../base/keys.js';
import {coalesce, live} from '../base/live.js';
import {currentPlace, go, setParams} from '../base/place.js';
import {splitter} from '../components/splitter.js';
import '../components/virtual-tree.js';
import '../inspector/inspector.js';
import {drawSessionHeader} from './session-header.js';
import {sessionToolbar, TABS} from './session-toolbar.js';
import {TreeState} from './tree-state.js';
import {overview, timelineColumns, TimeWindow, zoomButtons} from './timeline.js';
import {treeColumns} from './tree-columns.js';
import {pathModel, spanModel} from './tree-model.js';

const REFRESH_MILLIS = 500;
/** A quicker answer needs no word. */
const LOADING_MILLIS = 300;
const RECEIVING_MILLIS = 4000;

class SessionView extends HTMLElement {
  /** Set before the element is used. */
  sessionId = null;

  #header = h('header', {class: 'session-header'});
  #toolbar = sessionToolbar({
    tab: (name) => setParams({view: name === 'span' ? null : name}, {push: true}),
    search: (q) => setParams({q}),
    submitSearch: () => this.#pickFirstHit(),
    error: (step) => this.#stepError(step),
    totals: (which) => setParams({totals: which === 'self' ? 'self' : null}),
    foldAll: (folded) => this.#foldAll(folded),
  }, zoomButtons(() => this.#window, (w) => this.#choose(w)));
  #overview = overview((w) => this.#choose(w));
  #tree = document.createElement('tl-tree');
  #inspector = document.createElement('tl-inspector');
  #rows = h('section', {class: 'session-rows', id: 'session-rows', role: 'tabpanel'}, this.#overview.element, this.#tree);
  #split = h('div', {class: 'session-split'}, this.#rows, splitter('Width of the inspector', this.#inspector), this.#inspector);
  #notice = h('div', {class: 'session-notice', hidden: true});
  #states = {span: new TreeState(), path: new TreeState()};
  #refresh = coalesce(() => this.#load(), REFRESH_MILLIS);
  #window = new TimeWindow(1);
  #receivedAt = 0;
  /** Counts them, so that a slow old answer never replaces a newer one. */
  #loads = 0;
  #connected = null;

  connectedCallback() {
    if (!this.firstChild) {
      render(this, this.#header, this.#toolbar.element, this.#split, this.#notice);
      this.#tree.addEventListener('pick', (event) => this.#pick(event.detail));
      this.#tree.addEventListener('fold', (event) => this.#fold(event.detail));
      this.#tree.addEventListener('enter', () => this.#inspector.focus());
      this.#inspector.addEventListener('closed', () => this.#close());
      this.#inspector.addEventListener('pick-span', (event) => this.#pickSpan(event.detail));
    }
    this.#connected = new AbortController();
    live.addEventListener('changed', (event) => this.#onChanged(event.detail), {signal: this.#connected.signal});
    this.#listenForKeys(this.#connected.signal);
    this.#load().then(() => this.#tree.focus());
  }

  disconnectedCallback() {
    this.#connected.abort();
  }

  #listenForKeys(signal) {
    TABS.forEach(([name], i) => onKey(String(i + 1), () => setParams({view: name === 'span' ? null : name}, {push: true}), signal));
    onKey('/', () => this.#toolbar.focusSearch(), signal);
    onKey('e', () => this.#stepError(1), signal);
    onKey('E', () => this.#stepError(-1), signal);
    onKey('Escape', () => (this.#selection() ? this.#close() : go('/')), signal);
    const zooms = {'+': (w) => w.zoom(0.5), '=': (w) => w.zoom(0.5), '-': (w) => w.zoom(2), 0: (w) => new TimeWindow(w.length)};
    for (const [key, change] of Object.entries(zooms)) {
      onKey(key, () => this.#tab === 'timeline' && this.#choose(change(this.#window)), signal);
    }
    this.addEventListener('keydown', (event) => {
      const step = {ArrowLeft: -0.25, ArrowRight: 0.25}[event.key];
      if (step && event.shiftKey && this.#tab === 'timeline' && !event.target.closest('input')) {
        event.preventDefault();
        this.#choose(this.#window.pan(step));
      }
    }, {signal});
  }

  get #params() {
    return currentPlace().params;
  }

  get #tab() {
    const view = this.#params.get('view');
    return TABS.some(([name]) => name === view) ? view : 'span';
  }

  get #state() {
    return this.#states[this.#tab === 'path' ? 'path' : 'span'];
  }

  #onChanged(sessionIds) {
    if (sessionIds === null || sessionIds.includes(this.sessionId)) {
      this.#receivedAt = sessionIds ? Date.now() : this.#receivedAt;
      this.#refresh();
    }
  }

  async #load() {
    const {signal} = this.#connected;
    const load = ++this.#loads;
    const waiting = this.#states.span.model === null && setTimeout(() => this.#showLoading(), LOADING_MILLIS);
    try {
      const spanTree = await fetchTree(this.sessionId, 'span', signal);
      const spans = spanModel(spanTree);
      // The path tree is fetched once it was looked at; until then it costs nothing.
      const paths = this.#tab === 'path' || this.#states.path.model
        ? pathModel(await fetchTree(this.sessionId, 'path', signal), spans) : null;
      if (load !== this.#loads) {
        return;
      }
      this.#states.span.setModel(spans);
      paths && this.#states.path.setModel(paths);
      this.#showNotice(null);
      this.update();
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.#showNotice(e);
      }
    } finally {
      clearTimeout(waiting);
    }
  }

  /** Called when the address changed. */
  update() {
    const {model: spans} = this.#states.span;
    const name = spans?.summary.name ?? this.sessionId;
    this.dispatchEvent(new CustomEvent('titled', {bubbles: true, detail: {title: name, session: true}}));
    if (!spans) {
      return;
    }
    if (!this.#state.model) {
      this.#load();
      return;
    }
    this.#drawHeader(spans.summary);
    this.#drawRows();
    this.#drawInspector();
  }

  #drawHeader(summary) {
    const left = RECEIVING_MILLIS - (Date.now() - this.#receivedAt);
    drawSessionHeader(this.#header, summary, left > 0);
    if (left > 0) {
      setTimeout(() => this.isConnected && drawSessionHeader(this.#header, this.#states.span.model.summary, Date.now() - this.#receivedAt < RECEIVING_MILLIS), left + 50);
    }
  }

  #drawRows() {
    const state = this.#state;
    const query = this.#params.get('q') ?? '';
    const which = this.#params.get('totals') === 'self' ? 'self' : 'subtree';
    const timeline = this.#tab === 'timeline';
    const selected = state.find(this.#params);
    state.search(query);
    state.unfoldTo(selected);
    this.#rows.setAttribute('aria-labelledby', `tab-${this.#tab}`);
    this.#rows.classList.toggle('with-overview', timeline);
    this.#overview.element.hidden = !timeline;
    this.#toolbar.show({tab: this.#tab, query, which, hits: state.hitCount, errorCount: state.errors.length});
    if (timeline) {
      this.#window = this.#windowOf(state.model);
      this.#overview.show(state.model, this.#window);
    }
    const label = TABS.find(([name]) => name === this.#tab)[1];
    this.#tree.configure(label, timeline ? timelineColumns(() => this.#window) : treeColumns(state.model.summary, which));
    this.#tree.show(state.rows, {folded: state.shownFolded, hits: state.hits, selected: selected?.id ?? null});
    if (selected && state.revealed !== selected.id) {
      this.#tree.reveal(selected.id);
    }
    state.revealed = selected?.id ?? null;
  }

  #windowOf(model) {
    const length = model.all.reduce((most, node) => Math.max(most, node.to ?? node.from), model.summary.durationMillis ?? 0);
    const [from, to] = (this.#params.get('window') ?? '').split('~').map(Number);
    return Number.isFinite(from) && Number.isFinite(to) && to > from ? new TimeWindow(length, from, to) : new TimeWindow(length);
  }

  #choose(chosen) {
    const digits = (value) => Number(value.toPrecision(9));
    setParams({window: chosen.whole ? null : `${digits(chosen.from)}~${digits(chosen.to)}`});
  }

  #drawInspector() {
    const selected = this.#state.find(this.#params);
    this.#split.classList.toggle('inspecting', selected !== null);
    this.#inspector.hidden = selected === null;
    if (selected) {
      this.#inspector.show(selected, this.#state.model, this.#states.span.model);
    }
  }

  #selection() {
    return this.#params.get('span') ?? this.#params.get('path');
  }

  #pick(node) {
    const span = node.span ? `${node.span.traceId}:${node.span.spanId}` : null;
    setParams({span, path: span ? null : node.path});
  }

  #pickSpan(key) {
    setParams({span: key, path: null});
    this.#tree.focus();
  }

  #close() {
    setParams({span: null, path: null});
    this.#tree.focus();
  }

  #fold({node, folded, deep}) {
    this.#state.fold(node, folded, deep);
    this.#drawRows();
  }

  #foldAll(folded) {
    this.#state.foldAll(folded);
    this.#drawRows();
  }

  #stepError(step) {
    const next = this.#states.span.model && this.#state.nextError(this.#params, step);
    next && this.#pick(next);
  }

  #pickFirstHit() {
    const hit = this.#state.rows.find((node) => this.#state.hits?.has(node.id));
    hit && this.#pick(hit);
    this.#tree.focus();
  }

  #showLoading() {
    this.#split.hidden = true;
    this.#toolbar.element.hidden = true;
    this.#notice.hidden = false;
    render(this.#notice, h('div', {class: 'notice', role: 'status'}, 'Reading the session…'));
  }

  #showNotice(problem) {
    const covers = problem !== null && this.#states.span.model === null;
    this.#notice.hidden = problem === null;
    this.#split.hidden = covers;
    this.#toolbar.element.hidden = covers;
    if (problem) {
      render(this.#notice, h('div', {class: covers ? 'notice' : 'banner', role: 'alert'},
        covers ? h('h2', null, problem.status === 404 ? 'No such session yet' : 'The session could not be read') : 'Not up to date: ',
        h('span', {class: 'data'}, problem.message),
        covers && problem.status === 404 ? h('p', null, 'It appears here as soon as its first span arrives.') : null));
    }
  }
}

customElements.define('tl-session-view', SessionView);
