/** One session: its totals, the ways to see it (`tabs.js`), and the inspector. The address bar holds the state. */

import {h, render} from '../base/dom.js';
import {onKey} from '../base/keys.js';
import {coalesce, live} from '../base/live.js';
import {currentPlace, go, setParams} from '../base/place.js';
import {splitter} from '../components/splitter.js';
import '../inspector/inspector.js';
import {keyOf, SessionData} from './session-data.js';
import {FigurePanel} from './figure-panel.js';
import {FIGURES} from './figures.js';
import {drawSessionHeader} from './session-header.js';
import {drawProblems} from './session-problems.js';
import {errorStops} from './span-filter.js';
import {sessionToolbar} from './session-toolbar.js';
import {TABS} from './tabs.js';

const REFRESH_MILLIS = 500;
/** A quicker answer needs no word. */
const LOADING_MILLIS = 300;
const RECEIVING_MILLIS = 4000;
/** Stands in place of the tab while a total is opened. */
const FIGURE = {name: 'figure', panel: (on) => new FigurePanel(on)};

class SessionView extends HTMLElement {
  /** Set before the element is used. */
  sessionId = null;

  #data = null;
  #header = h('header', {class: 'session-header'});
  #problems = h('section', {class: 'session-problems', 'aria-label': 'What went wrong', hidden: true});
  #toolbar = sessionToolbar({
    tab: (name) => this.#goTab(name),
    search: (q) => setParams({q}),
    submitSearch: () => this.#pickFirstHit(),
    error: (step) => this.#stepError(step),
  });
  #inspector = document.createElement('tl-inspector');
  #rows = h('section', {class: 'session-rows', id: 'session-rows', role: 'tabpanel'});
  #split = h('div', {class: 'session-split'}, this.#rows, splitter('Width of the inspector', this.#inspector), this.#inspector);
  #notice = h('div', {class: 'session-notice', hidden: true});
  #panels = new Map();
  #refresh = coalesce(() => this.#load(), REFRESH_MILLIS);
  #receivedAt = 0;
  #connected = null;
  #stops = {spans: null, read: 0, found: []};

  connectedCallback() {
    if (!this.firstChild) {
      this.#data = new SessionData(this.sessionId);
      render(this, this.#header, this.#problems, this.#toolbar.element, this.#split, this.#notice);
      this.#inspector.addEventListener('closed', () => this.#close());
      this.#inspector.addEventListener('pick-span', (event) => this.#pickSpan(event.detail));
    }
    this.#connected = new AbortController();
    live.addEventListener('changed', (event) => this.#onChanged(event.detail), {signal: this.#connected.signal});
    this.#listenForKeys(this.#connected.signal);
    this.#load().then(() => this.#panel.focus?.());
  }

  disconnectedCallback() {
    this.#connected.abort();
  }

  #listenForKeys(signal) {
    TABS.forEach(({name}, i) => onKey(String(i + 1), () => this.#goTab(name), signal));
    onKey('/', () => this.#toolbar.focusSearch(), signal);
    onKey('e', () => this.#stepError(1), signal);
    onKey('E', () => this.#stepError(-1), signal);
    onKey('Escape', () => this.#escape(), signal);
    for (const key of ['+', '=', '-', '0']) {
      onKey(key, () => this.#panel.onKey?.(key), signal);
    }
  }

  /** Out of the inspector, then out of an opened total, then out of the session. */
  #escape() {
    if (this.#selection()) {
      this.#close();
    } else if (this.#params.has('figure')) {
      setParams({figure: null});
    } else {
      go('/');
    }
  }

  get #params() {
    return currentPlace().params;
  }

  get #tab() {
    const wanted = this.#params.get('view');
    return TABS.find(({name}) => name === wanted) ?? TABS[0];
  }

  get #panel() {
    const {name, panel} = Object.hasOwn(FIGURES, this.#params.get('figure') ?? '') ? FIGURE : this.#tab;
    if (!this.#panels.has(name)) {
      this.#panels.set(name, panel({
        pick: (node) => this.#pick(node), pickSpan: (key) => this.#pickSpan(key), enter: () => this.#inspector.focus(),
        setParams: (changes) => setParams(changes), redraw: () => this.#drawPanel(),
      }));
    }
    return this.#panels.get(name);
  }

  #goTab(name) {
    setParams({view: name === TABS[0].name ? null : name, figure: null}, {push: true});
  }

  #onChanged(sessionIds) {
    if (sessionIds === null || sessionIds.includes(this.sessionId)) {
      this.#receivedAt = sessionIds ? Date.now() : this.#receivedAt;
      this.#refresh();
    }
  }

  async #load() {
    const waiting = this.#data.spans === null && setTimeout(() => this.#showLoading(), LOADING_MILLIS);
    try {
      const progress = () => {
        clearTimeout(waiting);
        this.#showNotice(null);
        this.update();
      };
      await this.#data.load({withPaths: this.#tab.name === 'path', progress}, this.#connected.signal);
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
    const {spans, paths} = this.#data;
    this.dispatchEvent(new CustomEvent('titled', {bubbles: true, detail: {title: spans?.summary.name ?? this.sessionId, session: true}}));
    if (!spans) {
      return;
    }
    if (this.#tab.name === 'path' && !paths) {
      this.#data.reading || this.#load();
      return;
    }
    this.#drawHeader();
    drawProblems(this.#problems, this.#data.analysis, (key) => this.#pickSpan(key));
    this.#drawPanel();
    this.#drawInspector();
  }

  #drawHeader() {
    const draw = () => drawSessionHeader(this.#header, this.#data, Date.now() - this.#receivedAt < RECEIVING_MILLIS);
    const left = RECEIVING_MILLIS - (Date.now() - this.#receivedAt);
    draw();
    if (left > 0) {
      setTimeout(() => this.isConnected && draw(), left + 50);
    }
  }

  #drawPanel() {
    const panel = this.#panel;
    const view = {data: this.#data, params: this.#params, selected: this.#selected()};
    if (this.#rows.firstChild !== panel.element) {
      this.#rows.replaceChildren(panel.element);
    }
    this.#rows.setAttribute('aria-labelledby', `tab-${this.#tab.name}`);
    panel.show(view);
    this.#toolbar.show({tab: this.#tab.name, query: this.#params.get('q') ?? '', hits: panel.hitCount ?? null,
      errorCount: this.#errors().length, controls: panel.controls?.(view) ?? []});
  }

  /** The selected node: of the tree that is shown, else of all spans. */
  #selected() {
    return this.#panel.find?.(this.#params) ?? this.#data.spans.byId.get(this.#params.get('span')) ?? null;
  }

  #drawInspector() {
    const selected = this.#selected();
    this.#split.classList.toggle('inspecting', selected !== null);
    this.#inspector.hidden = selected === null;
    if (selected) {
      const model = this.#tab.name === 'path' ? this.#data.paths : this.#data.spans;
      this.#inspector.show(selected, model, this.#data.spans, this.#data);
    }
  }

  #selection() {
    return this.#params.get('span') ?? this.#params.get('path');
  }

  #pick(node) {
    const span = node.span ? keyOf(node.span) : null;
    setParams({span, path: span ? null : node.path});
  }

  #pickSpan(key) {
    setParams({span: key, path: null});
    this.#panel.focus?.();
  }

  #close() {
    setParams({span: null, path: null});
    this.#panel.focus?.();
  }

  /** One span for each error, in tree order, of the spans that were read. */
  #errors() {
    const {spans} = this.#data;
    if (this.#stops.spans !== spans || this.#stops.read !== spans.all.length) {
      this.#stops = {spans, read: spans.all.length, found: errorStops(spans.all)};
    }
    return this.#stops.found;
  }

  /** The error after (1) or before (-1) the selected span, going round. */
  #stepError(step) {
    const errors = this.#data.spans ? this.#errors() : [];
    if (errors.length > 0) {
      const {all, byId} = this.#data.spans;
      const place = new Map(errors.map((node) => [node, 0]));
      const selected = byId.get(this.#params.get('span')) ?? null;
      let at = -1;
      all.forEach((node, i) => {
        place.has(node) && place.set(node, i);
        at = node === selected ? i : at;
      });
      errors.sort((a, b) => place.get(a) - place.get(b));
      const following = step > 0 ? errors.find((node) => place.get(node) > at) : errors.findLast((node) => place.get(node) < at);
      this.#pick(following ?? errors[step > 0 ? 0 : errors.length - 1]);
    }
  }

  #pickFirstHit() {
    const hit = this.#panel.firstHit?.();
    hit && this.#pick(hit);
    this.#panel.focus?.();
  }

  #showLoading() {
    this.#split.hidden = true;
    this.#toolbar.element.hidden = true;
    this.#notice.hidden = false;
    render(this.#notice, h('div', {class: 'notice', role: 'status'}, 'Reading the session…'));
  }

  #showNotice(problem) {
    const covers = problem !== null && this.#data.spans === null;
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
