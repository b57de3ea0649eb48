/**
 * Charts over time and over categories, drawn by uPlot (`vendor/uplot`). Colours follow the theme,
 * numbers carry their unit, unknown values leave a gap, and the same numbers can be opened as a table.
 *
 *     const costs = chart({label: 'Cost', unit: 'usd', height: 120, onBrush: (from, to) => …});
 *     costs.show({x: series.map((each) => Date.parse(each.startTime)), kind: 'bars',
 *       series: [{name: 'Cost', values: series.map((each) => each.costUsd), color: '--op-llm'}]});
 *
 * `unit`: `count`, `ms`, `usd`, `tokens`, `share` (0 to 1), `perSecond`. `kind`: `line` (default),
 * `area`, `bars`, `stacked` (bars on each other). `x`: times in epoch milliseconds, or `categories`:
 * texts. `color`: a custom property of `styles/tokens.css`; without, one of a fixed row of colours.
 * `onBrush(fromMillis, toMillis)`: called when a person selects a stretch, by pointer, or with the
 * arrow keys and Enter. `show(null)` draws nothing and says that nothing is known.
 */

import {h, render} from '../base/dom.js';
import {formatByUnit, formatTime, isKnown, UNKNOWN} from '../base/format.js';
import UPlot from '../vendor/uplot/uplot.js';
import {brushKeys} from './chart-brush.js';
import {axes, seriesOptions, stack} from './chart-options.js';

export const COLORS = ['--op-llm', '--op-tool', '--op-agent', '--op-retriever', '--op-human', '--op-guardrail', '--op-step'];
const NARROWEST_BRUSH = 4;

/** @param {{label: string, unit?: string, height?: number, onBrush?: Function, legend?: boolean}} options */
export function chart(options) {
  return new Chart(options);
}

class Chart {
  #options;
  #plot = null;
  /** Undefined until it was read. */
  #data = undefined;
  #readout = h('span', {class: 'chart-readout'});
  #surface;
  #table = h('details', {class: 'chart-table', hidden: true});
  #theme = matchMedia('(prefers-color-scheme: dark)');
  #resized = new ResizeObserver(() => this.#resize());
  #themed = new MutationObserver(() => this.#draw());

  constructor(options) {
    this.#options = {unit: 'count', height: 120, ...options};
    this.#surface = h('div', {class: 'chart-surface', role: 'img', 'aria-label': options.label, vars: {height: `${this.#options.height}px`}});
    this.element = h('figure', {class: 'chart'},
      h('figcaption', null, h('span', {class: 'chart-title'}, options.label), this.#readout), this.#surface, this.#table);
    this.#resized.observe(this.#surface);
    this.#themed.observe(document.documentElement, {attributes: true, attributeFilter: ['data-theme']});
    this.#theme.addEventListener('change', () => this.#draw());
    if (options.onBrush) {
      this.#surface.setAttribute('tabindex', '0');
      this.#surface.setAttribute('role', 'group');
      this.#surface.setAttribute('aria-label', `${options.label}: arrow keys move, Shift and arrow keys select a stretch, Enter filters by it`);
      this.#surface.addEventListener('keydown', (event) => brushKeys(event, this.#plot, (from, to) => this.#brush(from, to)));
    }
  }

  /** @param {{x: number[], categories?: string[], kind?: string, series: {name: string, values: Array, color?: string}[]}?} data */
  show(data) {
    this.#data = data === null ? null : {...data, series: data.series.map((each, i) => ({
      ...each, color: each.color ?? COLORS[i % COLORS.length], values: each.values.map((value) => (isKnown(value) ? Number(value) : null))}))};
    this.#draw();
    this.#drawTable();
  }

  #draw() {
    this.#plot?.destroy();
    this.#plot = null;
    const data = this.#data;
    const width = this.#surface.clientWidth;
    const empty = !data || !data.series.some((each) => each.values.some(isKnown));
    render(this.#surface, empty && data !== undefined ? h('p', {class: 'chart-empty muted'}, 'Nothing known in this time') : null);
    this.#describe(null);
    if (empty || width === 0) {
      return;
    }
    const color = this.#colors();
    // The highest sum is drawn first, the others over it.
    const series = data.kind === 'stacked' ? [...data.series].reverse() : data.series;
    const values = data.kind === 'stacked' ? stack(data.series).reverse() : data.series.map((each) => each.values);
    const xs = data.categories ? data.categories.map((_, i) => i) : data.x.map((millis) => millis / 1000);
    this.#plot = new UPlot({
      width, height: this.#options.height, legend: {show: false}, padding: [8, 8, 0, 0],
      cursor: {x: true, y: false, points: {size: 6}, drag: {x: this.#options.onBrush !== undefined, y: false, setScale: false}},
      scales: {x: {time: !data.categories, range: () => this.#range(xs)}, y: {range: (u, min, max) => [Math.min(0, min), max > 0 ? max * 1.08 : 1]}},
      axes: axes(data, this.#options.unit, color),
      series: [{}, ...series.map((each) => seriesOptions(each, data, color))],
      hooks: {setCursor: [(u) => this.#describe(u.cursor.idx)], setSelect: [(u) => this.#select(u)]},
    }, [xs, ...values], this.#surface);
  }

  /** Bars need half a step of room at both ends. */
  #range(xs) {
    const last = xs[xs.length - 1];
    const step = xs.length > 1 ? (last - xs[0]) / (xs.length - 1) : this.#data.categories ? 1 : 3600;
    return [xs[0] - step / 2, last + step / 2];
  }

  /** Canvas cannot read `light-dark()`: a probe in the page turns a custom property into a colour. */
  #colors() {
    const probe = h('span', {class: 'visually-hidden'});
    this.element.append(probe);
    const found = new Map();
    const resolve = (name) => {
      if (!found.has(name)) {
        probe.style.color = `var(${name})`;
        found.set(name, getComputedStyle(probe).color);
      }
      return found.get(name);
    };
    ['--muted', '--line', '--surface', ...(this.#data?.series ?? []).map((each) => each.color)].forEach(resolve);
    probe.remove();
    return (name) => found.get(name);
  }

  #select(u) {
    if (u.select.width >= NARROWEST_BRUSH) {
      this.#brush(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
    }
    if (u.select.width > 0) {
      u.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
    }
  }

  #brush(from, to) {
    this.#options.onBrush?.(Math.floor(from * 1000), Math.ceil(to * 1000));
  }

  /** What stands under the cursor; without one, each series' name. */
  #describe(index) {
    const {unit} = this.#options;
    const series = this.#data?.series ?? [];
    const at = isKnown(index) && this.#data ? nameAt(this.#data, index) : null;
    render(this.#readout, at === null ? null : h('span', {class: 'muted'}, at),
      at === null && series.length < 2 ? null : series.map((each) => h('span', {class: 'chart-key', vars: {'--key': `var(${each.color})`}},
        each.name, at === null ? null : h('b', null, ` ${formatByUnit(each.values[index], unit)}`))));
  }

  #drawTable() {
    const data = this.#data;
    this.#table.hidden = data === null;
    if (data === null) {
      return;
    }
    const rows = () => (data.categories ?? data.x).map((_, i) => h('tr', null, h('th', {scope: 'row'}, nameAt(data, i)),
      data.series.map((each) => h('td', null, isKnown(each.values[i]) ? formatByUnit(each.values[i], this.#options.unit) : UNKNOWN))));
    const body = h('div', {class: 'chart-numbers', tabindex: '0', role: 'region', 'aria-label': `${this.#options.label}, numbers`});
    const fill = () => this.#table.open && render(body, h('table', null,
      h('thead', null, h('tr', null, h('th', {scope: 'col'}, data.categories ? '' : 'From'), data.series.map((each) => h('th', {scope: 'col'}, each.name)))),
      h('tbody', null, rows())));
    render(this.#table, h('summary', {title: `The numbers of “${this.#options.label}” as a table`}, 'Table',
      h('span', {class: 'visually-hidden'}, ` of ${this.#options.label}`)), body);
    this.#table.ontoggle = fill;
    fill();
  }

  #resize() {
    const width = this.#surface.clientWidth;
    if (this.#plot && width > 0) {
      this.#plot.setSize({width, height: this.#options.height});
    } else if (this.#data && width > 0) {
      this.#draw();
    }
  }
}

function nameAt(data, index) {
  return data.categories ? data.categories[index] : formatTime(new Date(data.x[index]).toISOString());
}
