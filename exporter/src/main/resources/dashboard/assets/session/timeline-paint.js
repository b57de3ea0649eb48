/** Draws the timeline on its canvas: only rows and bars in sight, and of those under a pixel one for each pixel. */

import {h} from '../base/dom.js';
import {formatDuration} from '../base/format.js';
import {shortName} from './span-filter.js';
import {niceStep} from './time-scale.js';

export const ROW = 22;
export const RULER = 24;
export const GUTTER = 132;
const BAR = 16;
const TEXT_PIXELS = 34;
const FONT = '11px system-ui, sans-serif';

/**
 * @param {{canvas, layout, scale, visible, scrollTop, selected, critical: Set?, hits: Set?, end}} view
 *     `critical` dims the rest, `hits` too; null dims nothing
 */
export function paint(view) {
  const {canvas, layout, scrollTop} = view;
  const ratio = devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const g = canvas.getContext('2d');
  g.scale(ratio, ratio);
  g.font = FONT;
  g.textBaseline = 'middle';
  const color = colors(canvas);
  const gutter = gutterOf(width);
  const x = (millis) => gutter + ((view.scale.draw(millis) - view.visible.from) / view.visible.span) * (width - gutter);
  const first = Math.max(0, Math.floor(scrollTop / ROW));
  const last = Math.ceil((scrollTop + height - RULER) / ROW);
  drawPauses(g, view, x, height, color);
  drawTicks(g, view, x, width, height, color);
  g.save();
  g.beginPath();
  g.rect(gutter, RULER, width - gutter, height - RULER);
  g.clip();
  for (let row = first; row <= Math.min(last, layout.rows - 1); row++) {
    drawRow(g, layout.byRow[row], RULER + row * ROW - scrollTop, x, width, view, color);
  }
  g.restore();
  drawLanes(g, layout, scrollTop, width, height, color);
}

export const gutterOf = (width) => (width < 600 ? 0 : GUTTER);

/** Index of the last bar of a row that starts at that time or before; -1 when none does. */
export function lastBefore(bars, millis) {
  let [low, high] = [0, bars.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    bars[middle].node.from <= millis ? (low = middle + 1) : (high = middle);
  }
  return low - 1;
}

/** From the first in sight; what ends within the pixel of the one before is passed over without a look at each. */
function drawRow(g, bars, y, x, width, view, color) {
  const perPixel = view.visible.span / Math.max(1, width - gutterOf(width));
  let covered = -Infinity;
  for (let i = Math.max(0, lastBefore(bars, view.scale.millis(view.visible.from))); i < bars.length; i++) {
    const {node} = bars[i];
    const left = x(node.from);
    const right = Math.max(left + 1.5, x(node.to ?? view.end));
    if (left > width) {
      break;
    }
    if (right < 0) {
      continue;
    }
    if (right - covered < 1) {
      const next = view.scale.millis(view.visible.from + (covered - gutterOf(width)) * perPixel);
      i = Math.max(i, lastBefore(bars, next) - 1);
      continue;
    }
    covered = right;
    drawBar(g, node, left, right, y, view, color);
  }
}

function drawBar(g, node, left, right, y, view, color) {
  const {span} = node;
  const failed = span.status === 'error';
  const quiet = (view.critical && !view.critical.has(node.id)) || (view.hits && !view.hits.has(node.id));
  g.globalAlpha = quiet ? 0.22 : node.to === null ? 0.55 : 0.88;
  g.fillStyle = color(failed ? (span.outcome === 'recovered' ? '--recovered' : '--error') : `--op-${span.operation}`);
  g.beginPath();
  g.roundRect(left, y + 3, right - left, BAR, Math.min(3, (right - left) / 2));
  g.fill();
  g.globalAlpha = quiet ? 0.5 : 1;
  if (node.id === view.selected) {
    g.strokeStyle = color('--text');
    g.lineWidth = 2;
    g.strokeRect(left - 1, y + 2, right - left + 2, BAR + 2);
  }
  const from = Math.max(left, gutterOf(view.canvas.clientWidth));
  if (right - from > TEXT_PIXELS) {
    g.fillStyle = color('--surface');
    g.fillText(fitting(g, shortName(span), right - from - 10), from + 5, y + 3 + BAR / 2);
  }
  g.globalAlpha = 1;
}

/** As much of a text as has room. */
function fitting(g, text, room) {
  const most = Math.floor(room / 5);
  let short = text.slice(0, most);
  while (short.length > 1 && g.measureText(short).width > room) {
    short = short.slice(0, -1);
  }
  return short.length < text.length ? `${short.slice(0, -1)}…` : short;
}

function drawTicks(g, {visible, scale}, x, width, height, color) {
  const step = niceStep(visible.span / Math.max(2, (width - gutterOf(width)) / 130));
  g.strokeStyle = color('--line');
  g.fillStyle = color('--muted');
  const [from, to] = [scale.millis(visible.from), scale.millis(visible.to)];
  let free = -Infinity;
  for (let at = Math.ceil(from / step) * step, i = 0; at <= to && i < 2000; at += step, i++) {
    const left = Math.round(x(at)) + 0.5;
    const text = at === 0 ? '0' : formatDuration(at);
    if (left > free && left + g.measureText(text).width < width) {
      free = left + g.measureText(text).width + 16;
      g.beginPath();
      g.moveTo(left, 0);
      g.lineTo(left, height);
      g.stroke();
      g.fillText(text, left + 4, RULER / 2);
    }
  }
}

function drawPauses(g, {scale}, x, height, color) {
  for (const {from, to} of scale.pauses) {
    const [left, right] = [x(from), x(to)];
    g.fillStyle = color('--raised');
    g.fillRect(left, RULER, right - left, height);
    g.save();
    g.translate((left + right) / 2, RULER + 10);
    g.rotate(Math.PI / 2);
    g.fillStyle = color('--muted');
    g.fillText(`idle ${formatDuration(to - from)}`, 0, 0);
    g.restore();
  }
}

function drawLanes(g, {lanes}, scrollTop, width, height, color) {
  const gutter = gutterOf(width);
  g.fillStyle = color('--surface');
  g.fillRect(0, RULER, gutter, height);
  lanes.forEach((lane, i) => {
    const top = RULER + lane.top * ROW - scrollTop;
    const bottom = top + lane.rows * ROW;
    if (bottom > RULER && top < height) {
      g.fillStyle = color('--line');
      if (i > 0 && top > RULER) {
        g.fillRect(0, top, width, 1);
      }
      g.fillStyle = color('--muted');
      // The name stays in sight as long as its lane is.
      gutter > 0 && g.fillText(fitting(g, lane.name, gutter - 18), 12, Math.min(Math.max(top, RULER), bottom - ROW) + ROW / 2);
    }
  });
  g.fillStyle = color('--line');
  g.fillRect(0, RULER, width, 1);
}

/** Canvas knows no light-dark(): colours are read from an element that has them. */
export function colors(canvas) {
  const probe = h('span', {hidden: true});
  canvas.parentElement.append(probe);
  const known = new Map();
  const read = (name) => {
    probe.style.color = `var(${name}, var(--op-other))`;
    return getComputedStyle(probe).color;
  };
  const names = ['--error', '--recovered', '--surface', '--text', '--muted', '--line', '--raised', '--accent'];
  names.forEach((name) => known.set(name, read(name)));
  const alike = {mcp: 'tool', workflow: 'step', embedding: 'retriever', reranker: 'retriever', memory: 'retriever', evaluator: 'guardrail'};
  for (const operation of ['llm', 'tool', 'agent', 'step', 'retriever', 'guardrail', 'human', 'other', ...Object.keys(alike)]) {
    known.set(`--op-${operation}`, read(`--op-${alike[operation] ?? operation}`));
  }
  probe.remove();
  return (name) => known.get(name) ?? known.get('--op-other');
}
