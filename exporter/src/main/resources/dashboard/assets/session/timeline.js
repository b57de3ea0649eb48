/** When what ran: one lane per row, a ruler, an overview to choose a part, zoom and pan by key. */

import {h, render} from '../base/dom.js';
import {formatDuration} from '../base/format.js';
import {nodeLabel} from './node-label.js';

const SMALLEST_MILLIS = 0.001;

/** The part of a session that is in sight, in milliseconds after its start. */
export class TimeWindow {
  constructor(length, from = 0, to = length) {
    this.length = Math.max(length, SMALLEST_MILLIS);
    this.from = Math.max(0, Math.min(from, this.length));
    this.to = to > this.from ? Math.min(to, this.length) : this.length;
  }

  get span() {
    return this.to - this.from;
  }

  get whole() {
    return this.from <= 0 && this.to >= this.length;
  }

  /** Smaller factor = closer; `at` (0 to 1) stays where it is. */
  zoom(factor, at = 0.5) {
    const span = Math.min(this.length, Math.max(SMALLEST_MILLIS, this.span * factor));
    const from = Math.min(Math.max(0, this.from + (this.span - span) * at), this.length - span);
    return new TimeWindow(this.length, from, from + span);
  }

  /** By a share of what is in sight. */
  pan(share) {
    const from = Math.min(Math.max(0, this.from + this.span * share), this.length - this.span);
    return new TimeWindow(this.length, from, from + this.span);
  }

  /** Percent from the left edge. */
  position(millis) {
    return ((millis - this.from) / this.span) * 100;
  }
}

/** @param {() => TimeWindow} visible */
export function timelineColumns(visible) {
  return [
    {title: 'Name', className: 'tree-name', cell: nodeLabel},
    {title: 'Time', className: 'tree-lane', head: ruler(visible()), cell: (node) => lane(node, visible())},
  ];
}

function lane(node, visible) {
  const end = node.to ?? visible.length;
  const left = visible.position(node.from);
  const right = visible.position(end);
  const text = `${formatDuration(node.to === null ? null : node.subtree.durationMillis)}`;
  if (right < 0 || left > 100) {
    return h('span', {class: `lane-away ${right < 0 ? 'before' : 'after'}`, title: 'Outside the part shown'}, right < 0 ? '‹' : '›');
  }
  const from = Math.max(0, left);
  const width = Math.min(100, right) - from;
  const outside = right > 88;
  return [
    h('span', {class: `lane-bar op-${node.span?.operation ?? 'path'} ${node.span?.status === 'error' ? 'failed' : ''} ${node.to === null ? 'running' : ''}`,
      title: `${text}, starts ${formatDuration(node.from)} after the session`,
      vars: {left: `${from}%`, width: `${width}%`}}, firstChunk(node, width)),
    h('span', {class: 'lane-text', vars: outside ? {right: `calc(${100 - from}% + 6px)`} : {left: `calc(${from + width}% + 6px)`}},
      outside && from < 12 ? '' : text),
  ];
}

/** Where the first piece of a streamed answer came. */
function firstChunk(node) {
  const first = node.span?.timeToFirstChunkMillis;
  const share = first && node.span.durationMillis ? (first / node.span.durationMillis) * 100 : null;
  return share === null ? null : h('span', {class: 'first-chunk', title: `First piece after ${formatDuration(first)}`, vars: {left: `${share}%`}});
}

function ruler(visible) {
  const step = niceStep(visible.span / 6);
  const ticks = [];
  for (let at = Math.ceil(visible.from / step) * step; at <= visible.to && ticks.length < 20; at += step) {
    const left = visible.position(at);
    ticks.push(h('span', {class: `tick ${left > 94 ? 'last' : ''}`, vars: {left: `${left}%`}}, at === 0 ? '0' : formatDuration(at)));
  }
  return h('span', {class: 'ruler', 'aria-label': 'Time after the start of the session'}, ticks);
}

/** 1, 2 or 5 times a power of ten; whole minutes and hours above a minute. */
export function niceStep(millis) {
  for (const step of [60e3, 120e3, 300e3, 600e3, 1800e3, 3600e3, 7200e3, 21600e3, 86400e3]) {
    if (millis > 30e3 && millis <= step) {
      return step;
    }
  }
  const power = 10 ** Math.floor(Math.log10(millis));
  return [1, 2, 5, 10].find((each) => each * power >= millis) * power;
}

/**
 * A canvas with every span of the session and a frame around the part in sight.
 *
 * @param {(window: TimeWindow) => void} choose
 */
export function overview(choose) {
  const canvas = h('canvas', {class: 'overview', 'aria-hidden': 'true', title: 'Drag to choose a part; double-click for the whole session'});
  let model = null;
  let visible = null;
  let dragFrom = null;
  const millisAt = (event) => {
    const box = canvas.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * visible.length;
  };
  canvas.addEventListener('pointerdown', (event) => {
    dragFrom = millisAt(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const to = millisAt(event);
    if (dragFrom !== null && Math.abs(to - dragFrom) > visible.length / 200) {
      choose(new TimeWindow(visible.length, Math.min(dragFrom, to), Math.max(dragFrom, to)));
    }
  });
  canvas.addEventListener('pointerup', () => (dragFrom = null));
  canvas.addEventListener('dblclick', () => choose(new TimeWindow(visible.length)));
  const draw = () => model && canvas.clientWidth > 0 && paint(canvas, model, visible);
  new ResizeObserver(draw).observe(canvas);
  return {
    element: canvas,
    show(newModel, newVisible) {
      model = newModel;
      visible = newVisible;
      draw();
    },
  };
}

function paint(canvas, model, visible) {
  const ratio = devicePixelRatio;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  const g = canvas.getContext('2d');
  const x = (millis) => (millis / visible.length) * canvas.width;
  const rowHeight = Math.max(1, Math.min(4 * ratio, canvas.height / model.all.length));
  const colors = new Map();
  model.all.forEach((node, i) => {
    const kind = node.span?.status === 'error' ? 'error' : node.span?.operation ?? 'other';
    if (!colors.has(kind)) {
      colors.set(kind, resolveColor(canvas, kind));
    }
    g.fillStyle = colors.get(kind);
    const y = Math.min(canvas.height - rowHeight, (i / model.all.length) * canvas.height);
    g.fillRect(x(node.from), y, Math.max(ratio, x(node.to ?? visible.length) - x(node.from)), Math.max(1, rowHeight - ratio / 2));
  });
  if (!visible.whole) {
    g.fillStyle = getComputedStyle(canvas).color;
    g.fillRect(0, 0, x(visible.from), canvas.height);
    g.fillRect(x(visible.to), 0, canvas.width, canvas.height);
  }
}

/** Canvas knows no light-dark(): the colour is read from an element that has it. */
function resolveColor(canvas, kind) {
  const probe = h('span', {class: kind === 'error' ? 'bad' : `op op-${kind}`, hidden: true});
  canvas.parentElement.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

/** Zoom buttons. @param {(window: TimeWindow) => void} choose; @param {() => TimeWindow} visible */
export function zoomButtons(visible, choose) {
  const button = (label, title, change) => h('button', {class: 'button small', 'aria-label': title, title, onclick: () => choose(change(visible()))}, label);
  const element = h('span', {class: 'zoom'});
  render(element, button('−', 'Zoom out (-)', (w) => w.zoom(2)), button('+', 'Zoom in (+)', (w) => w.zoom(0.5)),
    button('All', 'Whole session (0)', (w) => new TimeWindow(w.length)));
  return element;
}
