/** When what ran: a canvas with a lane for each agent, zoom and pan, the critical path, idle time folded. */

import {h} from '../base/dom.js';
import {formatDuration, plural} from '../base/format.js';
import {sliceEnd, Slices} from '../base/slices.js';
import {shortName, showsSpan} from './span-filter.js';
import {Overview} from './timeline-overview.js';
import {TimeScale, TimeWindow} from './time-scale.js';
import {layoutSteps} from './timeline-lanes.js';
import {gutterOf, lastBefore, paint, ROW, RULER} from './timeline-paint.js';
import {NodeSearch} from './node-search.js';
import {spanChoice} from './tree-panel.js';

const WHEEL_ZOOM = 1.0015;

export class TimelinePanel {
  #on;
  #canvas = h('canvas', {class: 'timeline-canvas', 'aria-hidden': 'true'});
  #spacer = h('div', {class: 'timeline-spacer'});
  #tip = h('div', {class: 'timeline-tip', hidden: true});
  #said = h('span', {class: 'visually-hidden', role: 'status'});
  #scroller = h('div', {class: 'timeline-scroller', tabindex: '0', role: 'group'}, this.#spacer, this.#canvas);
  #overview = new Overview((from, to) => this.#choose(new TimeWindow(this.#scale.length, from, to)));
  #source = null;
  #seen = null;
  #nodes = [];
  #layout = null;
  #scale = new TimeScale(1, []);
  #window = new TimeWindow(1);
  #view = {};
  #end = 0;
  #frame = 0;
  #drag = null;
  #slices = new Slices();
  #search = null;
  #shown = null;

  element = h('div', {class: 'timeline'}, this.#overview.element, this.#scroller, this.#tip, this.#said);

  constructor(on) {
    this.#on = on;
    new ResizeObserver(() => this.#schedule()).observe(this.#scroller);
    this.#scroller.addEventListener('scroll', () => this.#schedule(), {passive: true});
    this.#scroller.addEventListener('wheel', (event) => this.#onWheel(event), {passive: false});
    this.#scroller.addEventListener('keydown', (event) => this.#onKeyDown(event));
    this.#canvas.addEventListener('pointerdown', (event) => this.#onPointerDown(event));
    this.#canvas.addEventListener('pointermove', (event) => this.#onPointerMove(event));
    this.#canvas.addEventListener('pointerup', (event) => this.#onPointerUp(event));
    this.#canvas.addEventListener('pointerleave', () => (this.#tip.hidden = true));
    this.#canvas.addEventListener('dblclick', () => this.#choose(new TimeWindow(this.#scale.length)));
    new MutationObserver(() => this.#schedule()).observe(document.documentElement, {attributes: true, attributeFilter: ['data-theme']});
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#schedule());
  }

  focus() {
    this.#scroller.focus({preventScroll: true});
  }

  controls({params, data}) {
    const toggle = (name, title, hint) => h('button', {class: 'button small', 'aria-pressed': String(params.get(name) !== 'off'), title: hint,
      onclick: () => this.#on.setParams({[name]: params.get(name) === 'off' ? null : 'off', window: null})}, title);
    const zoom = (label, title, key) => h('button', {class: 'button small', 'aria-label': title, title, onclick: () => this.onKey(key)}, label);
    return [spanChoice(params, data, this.#on), data.analysis ? h('button', {class: 'button small', 'aria-pressed': String(params.get('critical') === 'on'),
      title: 'Highlight the spans that the session had to wait for', onclick: () => this.#on.setParams({critical: params.get('critical') === 'on' ? null : 'on'})}, 'Critical path') : null,
    this.#scale.pauses.length > 0 || params.get('idle') === 'off' ? toggle('idle', 'Fold idle', 'Draw long pauses short') : null,
    h('span', {class: 'zoom'}, zoom('−', 'Zoom out (-)', '-'), zoom('+', 'Zoom in (+)', '+'), zoom('All', 'Whole session (0)', '0'))];
  }

  show({data, params}) {
    const spans = data.steady;
    const choice = params.get('spans') ?? 'work';
    const seen = `${choice} ${params.get('idle')}`;
    if (spans !== this.#source || seen !== this.#seen) {
      this.#source = spans;
      this.#seen = seen;
      this.#scroller.setAttribute('aria-busy', 'true');
      this.#slices.run(layoutSteps(spans, (node) => showsSpan(choice, node.span)), (layout) => this.#laidOut(layout, params.get('idle') !== 'off'));
    }
    this.#shown = {data, params};
    if (this.#layout) {
      this.#look();
    }
  }

  #laidOut(layout, folds) {
    this.#layout = layout;
    this.#nodes = layout.nodes;
    this.#search = null;
    this.#end = layout.end;
    this.#scale = new TimeScale(layout.end, folds ? layout.pauses : []);
    this.#spacer.style.height = `${RULER + layout.rows * ROW + 8}px`;
    this.#scroller.setAttribute('aria-label', `Timeline: ${plural(this.#nodes.length, 'span')} in ${plural(layout.lanes.length, 'lane')}. `
      + 'Left and right arrow keys go from span to span, Enter to the inspector, plus and minus zoom, Shift and arrow keys move.');
    this.#scroller.removeAttribute('aria-busy');
    this.#shown && this.#on.redraw();
  }

  /** What of the layout is in sight, chosen and highlighted. */
  #look() {
    const {data, params} = this.#shown;
    this.#view = {selected: params.get('span'), critical: params.get('critical') === 'on' ? data.criticalKeys(() => this.#on.redraw()) : null,
      hits: this.#found(params.get('q') ?? '')};
    const [from, to] = (params.get('window') ?? '').split('~').map(Number);
    this.#window = Number.isFinite(from) && Number.isFinite(to) && to > from ? new TimeWindow(this.#scale.length, from, to) : new TimeWindow(this.#scale.length);
    this.#overview.show(this.#layout, this.#scale, this.#window);
    this.#schedule();
  }

  /** What the search found so far; it goes on in slices. */
  #found(query) {
    if (query === '') {
      this.#search = null;
      return null;
    }
    if (this.#search?.query !== query) {
      this.#search = {query, nodes: new NodeSearch(query)};
    }
    if (!this.#search.nodes.go(this.#nodes, sliceEnd())) {
      setTimeout(() => this.element.isConnected && this.#on.redraw());
    }
    return this.#search.nodes.hits;
  }

  get hitCount() {
    return this.#view.hits?.size ?? null;
  }

  firstHit() {
    return this.#nodes.find((node) => this.#view.hits?.has(node.id)) ?? null;
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#layout && this.#canvas.isConnected && this.#scroller.clientWidth > 0) {
        this.#canvas.style.height = `${this.#scroller.clientHeight}px`;
        paint({...this.#view, canvas: this.#canvas, layout: this.#layout, scale: this.#scale, visible: this.#window, scrollTop: this.#scroller.scrollTop, end: this.#end});
      }
    });
  }

  /** `+`, `-` and `0`, from anywhere in the session. */
  onKey(key) {
    const changes = {'+': () => this.#window.zoom(0.5), '=': () => this.#window.zoom(0.5), '-': () => this.#window.zoom(2), 0: () => new TimeWindow(this.#scale.length)};
    this.#choose(changes[key]());
  }

  #choose(chosen) {
    const digits = (value) => Number(value.toPrecision(9));
    this.#on.setParams({window: chosen.whole ? null : `${digits(chosen.from)}~${digits(chosen.to)}`});
  }

  #onWheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#choose(this.#window.zoom(WHEEL_ZOOM ** event.deltaY, this.#shareAt(event)));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      this.#choose(this.#window.pan((event.deltaX || event.deltaY) / 1000));
    }
  }

  #onKeyDown(event) {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step && event.shiftKey) {
      this.#choose(this.#window.pan(step / 4));
    } else if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
      this.#step(step);
    } else if (event.key === 'Enter' && this.#view.selected) {
      this.#on.enter();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** To the span that starts next or before. */
  #step(step) {
    const inOrder = this.#layout.inOrder ??= [...this.#nodes].sort((a, b) => a.from - b.from);
    const at = inOrder.findIndex((node) => node.id === this.#view.selected);
    const node = inOrder[Math.min(inOrder.length - 1, Math.max(0, at + step))];
    if (node) {
      this.#said.textContent = describe(node);
      // The next key may come before the address was read: it steps from here.
      this.#view.selected = node.id;
      this.#reveal(node);
      this.#on.pick(node);
    }
  }

  #reveal(node) {
    const row = this.#layout.byRow.findIndex((bars) => bars[lastBefore(bars, node.from)]?.node === node || bars.some((bar) => bar.node === node));
    const [top, height] = [row * ROW, this.#scroller.clientHeight - RULER];
    if (top < this.#scroller.scrollTop || top + ROW > this.#scroller.scrollTop + height) {
      this.#scroller.scrollTop = Math.max(0, top - height / 2);
    }
  }

  #onPointerDown(event) {
    this.#drag = {x: event.clientX, window: this.#window, moved: false};
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #onPointerMove(event) {
    if (this.#drag) {
      const moved = event.clientX - this.#drag.x;
      if (this.#drag.moved || Math.abs(moved) > 3) {
        this.#drag.moved = true;
        this.#choose(this.#drag.window.pan(-moved / (this.#canvas.clientWidth - gutterOf(this.#canvas.clientWidth))));
      }
      return;
    }
    const node = this.#nodeAt(event);
    this.#tip.hidden = !node;
    if (node) {
      this.#tip.textContent = describe(node);
      const box = this.element.getBoundingClientRect();
      this.#tip.style.left = `${Math.min(event.clientX - box.left + 12, Math.max(0, box.width - this.#tip.offsetWidth - 8))}px`;
      this.#tip.style.top = `${event.clientY - box.top + 16}px`;
    }
  }

  #onPointerUp(event) {
    const node = this.#drag && !this.#drag.moved ? this.#nodeAt(event) : null;
    this.#drag = null;
    node && this.#on.pick(node);
  }

  #shareAt(event) {
    const box = this.#canvas.getBoundingClientRect();
    const gutter = gutterOf(box.width);
    return Math.max(0, Math.min(1, (event.clientX - box.left - gutter) / (box.width - gutter)));
  }

  #nodeAt(event) {
    const box = this.#canvas.getBoundingClientRect();
    const y = event.clientY - box.top - RULER;
    const row = this.#layout.byRow[Math.floor((y + this.#scroller.scrollTop) / ROW)];
    if (y < 0 || !row) {
      return null;
    }
    const near = (this.#window.span / Math.max(1, box.width)) * 3;
    const drawn = this.#window.from + this.#shareAt(event) * this.#window.span;
    return row.findLast(({node}) => this.#scale.draw(node.from) - near <= drawn && drawn <= this.#scale.draw(node.to ?? this.#end) + near)?.node ?? null;
  }
}

function describe(node) {
  const failed = node.span.status === 'error' ? `, ${node.span.errorType ?? 'error'}` : '';
  return `${shortName(node.span)}, ${node.to === null ? 'running' : formatDuration(node.span.durationMillis)}, +${formatDuration(node.from)}${failed}`;
}
