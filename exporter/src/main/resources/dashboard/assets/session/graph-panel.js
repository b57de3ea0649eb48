/** Agents and tools of this session and who went to whom; a node leads to its first span. */

import {h, render, svg} from '../base/dom.js';
import {formatCount, formatDuration, plural} from '../base/format.js';
import {OPERATION_NAMES} from '../base/icons.js';
import {Slices} from '../base/slices.js';
import {emptyState} from '../components/states.js';
import {busiest, graphSteps} from './graph-model.js';
import {layout} from './graph-layout.js';

const SIZE = {width: 176, height: 46, gapX: 92, gapY: 22};
/** In a narrow window two layers stand side by side, and the start is in sight. */
const NARROW_SIZE = {...SIZE, width: 138, gapX: 40, fromTop: true};
const NARROW = matchMedia('(max-width: 720px)');
const MARGIN = 28;
const MOST_NODES = 120;
const CHARACTER_WIDTH = 7;

export class GraphPanel {
  #on;
  #source = null;
  #graph = null;
  #query = '';
  #nodes = new Map();
  #slices = new Slices();

  element = h('div', {class: 'graph-panel', tabindex: '0', role: 'region', 'aria-label': 'Graph of agents and tools'});

  constructor(on) {
    this.#on = on;
    NARROW.addEventListener('change', () => this.#graph && this.#draw());
  }

  focus() {
    this.element.focus({preventScroll: true});
  }

  show({data, params}) {
    this.#query = (params.get('q') ?? '').toLowerCase();
    if (data.steady !== this.#source) {
      this.#source = data.steady;
      this.#slices.run(graphSteps(data.steady), (graph) => {
        this.#graph = busiest(graph, MOST_NODES);
        this.#draw();
      });
    }
    for (const [id, element] of this.#nodes) {
      element.classList.toggle('hit', this.#query !== '' && this.#isHit(this.#graph.nodes.get(id)));
    }
  }

  get hitCount() {
    return this.#query && this.#graph ? [...this.#graph.nodes.values()].filter((node) => this.#isHit(node)).length : null;
  }

  firstHit() {
    return [...this.#graph?.nodes.values() ?? []].find((node) => this.#isHit(node))?.first ?? null;
  }

  #isHit(node) {
    return node.first !== null && node.name.toLowerCase().includes(this.#query);
  }

  #draw() {
    const {nodes, edges, left} = this.#graph;
    if (nodes.size === 0) {
      render(this.element, emptyState('No agent and no tool', 'This session has model calls or other spans only.'));
      return;
    }
    const size = NARROW.matches ? NARROW_SIZE : SIZE;
    const {places, width, height} = layout(nodes.keys(), edges, size);
    this.#nodes = new Map([...nodes.values()].map((node) => [node.id, this.#node(node, places.get(node.id), size)]));
    const most = Math.max(...edges.map((edge) => edge.count));
    const drawing = svg('svg', {class: 'graph', viewBox: `${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`,
      width: width + 2 * MARGIN, height: height + 2 * MARGIN, role: 'group', 'aria-label': `${plural(nodes.size - 1, 'agent or tool').replace('tools', 'tool')}, ${plural(edges.length, 'way')} between them`},
    arrowHead(), edges.map((edge) => edgeShape(edge, places, most, size)), [...this.#nodes.values()]);
    render(this.element, h('div', {class: 'graph-drawing'}, drawing), left > 0 ? h('p', {class: 'muted'}, `${formatCount(left)} less visited ones are left out.`) : null, edgeTable(nodes, edges, (node) => this.#on.pick(node.first)));
  }

  #node(node, {x, y}, size) {
    const most = Math.floor((size.width - 16) / CHARACTER_WIDTH);
    const go = () => node.first && this.#on.pick(node.first);
    const detail = node.first ? [`${formatCount(node.visits)}×`, node.millis > 0 ? formatDuration(node.millis) : null, node.errors > 0 ? plural(node.errors, 'error') : null].filter(Boolean).join(' · ') : 'start';
    const name = node.name.length > most ? `${node.name.slice(0, most - 1)}…` : node.name;
    return svg('g', {class: `graph-node op-${node.operation} ${node.errors > 0 ? 'failed' : ''}`, transform: `translate(${x} ${y})`,
      ...(node.first ? {tabindex: '0', role: 'button', onclick: go, onkeydown: (event) => ['Enter', ' '].includes(event.key) && (event.preventDefault(), event.stopPropagation(), go())} : {}),
      'aria-label': `${OPERATION_NAMES[node.operation] ?? node.operation} ${node.name}: ${detail}`},
    svg('title', null, `${node.name}\n${detail}`),
    svg('rect', {width: size.width, height: size.height, rx: 8}),
    svg('rect', {class: 'graph-mark', width: 4, height: size.height - 16, x: 8, y: 8, rx: 2}),
    svg('text', {x: 20, y: 19, class: 'graph-name'}, name), svg('text', {x: 20, y: 35, class: 'graph-detail'}, detail));
  }
}

function arrowHead() {
  return svg('defs', null, svg('marker', {id: 'arrow', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto-start-reverse', markerUnits: 'userSpaceOnUse'},
    svg('path', {d: 'M0 0l8 4-8 4z', class: 'graph-arrow'})));
}

function edgeShape({from, to, count, errors}, places, most, size) {
  const a = places.get(from);
  const b = places.get(to);
  const [x1, y1, x2, y2] = [a.x + size.width, a.y + size.height / 2, b.x, b.y + size.height / 2];
  let d;
  let [labelX, labelY] = [(x1 + x2) / 2, (y1 + y2) / 2];
  if (from === to) {
    d = `M${a.x + size.width - 40} ${a.y}c0 -26 30 -26 30 0`;
    [labelX, labelY] = [a.x + size.width - 25, a.y - 14];
  } else if (x2 > x1) {
    const bend = Math.min(70, (x2 - x1) / 2);
    d = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    // Nearer to the target, where edges of one source have parted.
    [labelX, labelY] = [x1 + (x2 - x1) * 0.66, y1 + (y2 - y1) * 0.74];
  } else {
    const under = Math.max(a.y, b.y) + size.height + 16;
    d = `M${a.x + size.width / 2} ${a.y + size.height}C${a.x + size.width / 2} ${under} ${b.x + size.width / 2} ${under} ${b.x + size.width / 2} ${b.y + size.height}`;
    [labelX, labelY] = [(a.x + b.x + size.width) / 2, under - 6];
  }
  return svg('g', {class: `graph-edge ${errors > 0 ? 'failed' : ''}`, 'aria-hidden': 'true'},
    svg('path', {d, 'stroke-width': 1 + 2.5 * Math.sqrt(count / most), 'marker-end': 'url(#arrow)'}),
    svg('text', {x: labelX, y: labelY + 4}, `${formatCount(count)}×`));
}

/** The same as a table, for who cannot see the drawing or wants the numbers. */
function edgeTable(nodes, edges, pick) {
  const name = (node) => (node.first ? h('button', {class: 'link data', onclick: () => pick(node)}, node.name) : node.name);
  const rows = [...edges].sort((a, b) => b.count - a.count).map(({from, to, count, errors}) => h('tr', null,
    h('th', {scope: 'row', class: 'data'}, name(nodes.get(from))), h('td', {class: 'data'}, name(nodes.get(to))), h('td', {class: 'num'}, formatCount(count)), h('td', {class: 'num'}, formatCount(errors))));
  return h('details', {class: 'graph-table', open: NARROW.matches}, h('summary', {class: 'muted'}, 'As a table'),
    h('table', {class: 'totals'}, h('thead', null, h('tr', null, ['From', 'To', 'Times', 'Errors'].map((title) => h('th', {scope: 'col'}, title)))), h('tbody', null, rows)));
}
