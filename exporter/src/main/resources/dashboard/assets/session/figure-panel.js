/** The spans behind a total of the session; stands in place of the tab's panel while the address has a `figure`. */

import {fetchSpan} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {cost, duration, time, tokens} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {priceProof} from '../inspector/price-proof.js';
import {FIGURES, totalOf} from './figures.js';
import {nodeLabel} from './node-label.js';
import {keyOf} from './session-data.js';

const PIECE = 200;

export class FigurePanel {
  #on;
  #name = null;
  #table = null;
  #nodes = [];
  #source = null;
  #shown = PIECE;
  #head = h('header', {class: 'figure-head'});
  #scroller = h('div', {class: 'table-scroller'});
  #more = h('button', {class: 'button', hidden: true, onclick: () => this.#showMore()}, 'Show more');

  element = h('div', {class: 'figure-panel', tabindex: '0', role: 'region', 'aria-label': 'Spans behind a number'}, this.#head, this.#scroller, this.#more);

  constructor(on) {
    this.#on = on;
  }

  focus() {
    this.element.focus({preventScroll: true});
  }

  show({data, params}) {
    const name = params.get('figure');
    const seen = `${data.spans.all.length} ${data.analysis !== null}`;
    if (name !== this.#name || data.spans !== this.#source?.spans || seen !== this.#source.seen) {
      name === this.#name || this.#build(name, data);
      this.#source = {spans: data.spans, seen};
      this.#nodes = FIGURES[name].nodes(data);
      this.#draw(data);
    }
    this.#table.mark(params.get('span'));
  }

  #build(name, data) {
    const {title, what, usage} = FIGURES[name];
    this.#name = name;
    this.#shown = PIECE;
    const columns = [
      {title: 'Span', className: 'wide', cell: (node) => h('span', {class: 'figure-span'}, nodeLabel(node))},
      what ? {title: 'How', cell: (node) => what(node, data)} : null,
      ...(usage ? [{title: 'Tokens', className: 'num', cell: (node) => tokens(node.self)}, {title: 'Cost', className: 'num', cell: (node) => cost(node.self)}] : []),
      name === 'cost' ? {title: 'Price', className: 'priced', cell: (node) => (node.span.usageSuppressedBy ? null : priceProof(() => fetchSpan(keyOf(node.span))))} : null,
      name === 'errors' || name === 'recovered' ? {title: 'What it said', className: 'said', cell: (node) => h('span', {class: 'data'}, node.span.statusMessage ?? node.span.errorType ?? '')} : null,
      {title: 'Took', className: 'num', cell: (node) => duration(node.span.durationMillis)},
      {title: 'Path', className: 'dim', cell: (node) => h('span', {class: 'data'}, node.path)},
      {title: 'Started', className: 'dim', cell: (node) => time(node.span.startTime)},
    ].filter(Boolean);
    this.#table = new DataTable({label: title, key: (node) => node.id, seen: (node) => node.id, columns, href: (node) => hrefWith({span: node.id})});
    render(this.#scroller, this.#table.element);
  }

  #draw(data) {
    const {title, about} = FIGURES[this.#name];
    render(this.#head, h('h2', null, `${title}: ${totalOf(this.#name, this.#nodes, data)}`), h('p', {class: 'muted'}, about,
      data.spans.whole ? null : ' Spans are still being read.'),
    h('button', {class: 'button small', title: 'Back to the session (Esc)', onclick: () => this.#on.setParams({figure: null})}, icon('close'), 'Close'));
    this.#table.show(this.#nodes.slice(0, this.#shown));
    this.#more.hidden = this.#nodes.length <= this.#shown;
    this.#more.textContent = `Show more (${(this.#nodes.length - this.#shown).toLocaleString('en-US')} left)`;
  }

  #showMore() {
    this.#shown += PIECE;
    this.#source = null;
    this.#on.redraw();
  }
}

/** This view with some parameters changed; null removes one. */
export function hrefWith(changes) {
  const params = new URLSearchParams(location.search);
  Object.entries(changes).forEach(([name, value]) => (value === null ? params.delete(name) : params.set(name, value)));
  return `${location.pathname}${params.size > 0 ? `?${params}` : ''}`;
}
