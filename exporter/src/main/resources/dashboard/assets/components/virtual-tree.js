/**
 * A tree grid that draws only the rows in sight, so tens of thousands stay smooth. The focus stays
 * on the grid; the current row is named by aria-activedescendant.
 *
 * Events: `pick` (detail: node), `fold` (detail: {node, folded, deep}), `enter` (detail: node).
 */

import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';

export const ROW_HEIGHT = 28;
const SPARE_ROWS = 12;
let instances = 0;

class VirtualTree extends HTMLElement {
  #prefix = `tree${++instances}-`;
  #head = h('div', {class: 'tree-head', role: 'row'});
  #body = h('div', {class: 'tree-body', role: 'rowgroup'});
  #grid = h('div', {class: 'tree-grid', role: 'treegrid', tabindex: '0'},
    h('div', {class: 'tree-headgroup', role: 'rowgroup'}, this.#head), this.#body);
  #columns = [];
  #rows = [];
  #drawn = new Map();
  #state = {folded: new Set(), hits: null, selected: null};
  #frame = 0;
  #resized = new ResizeObserver(() => this.#schedule());

  connectedCallback() {
    if (!this.firstChild) {
      this.append(this.#grid);
      this.#grid.addEventListener('scroll', () => this.#schedule(), {passive: true});
      this.#grid.addEventListener('keydown', (event) => this.#onKeyDown(event));
      this.#body.addEventListener('click', (event) => this.#onClick(event));
      this.#body.addEventListener('dblclick', (event) => this.#onDoubleClick(event));
    }
    this.#resized.observe(this.#grid);
  }

  disconnectedCallback() {
    this.#resized.disconnect();
  }

  /** @param {string} label name for screen readers; @param columns [{title, className, hint, cell(node)}], the first holds the tree */
  configure(label, columns) {
    this.#columns = columns;
    this.#grid.setAttribute('aria-label', label);
    render(this.#head, columns.map((column) =>
      h('div', {class: `tree-cell ${column.className}`, role: 'columnheader', title: column.hint}, column.head ?? column.title)));
    this.#redraw();
  }

  /** @param rows nodes in order; @param state {folded: Set, hits: Set or null, selected: id or null} */
  show(rows, state) {
    this.#rows = rows;
    this.#state = state;
    this.#grid.setAttribute('aria-rowcount', String(rows.length + 1));
    this.#body.style.height = `${rows.length * ROW_HEIGHT}px`;
    this.#draw();
  }

  /** Where a row is; -1 when it is not shown. */
  #indexOf(id) {
    return id === null ? -1 : this.#rows.findIndex((node) => node.id === id);
  }

  /** Draws the cells anew, for columns that depend on more than their node. */
  refresh() {
    this.#redraw();
  }

  focus() {
    this.#grid.focus({preventScroll: true});
  }

  /** Brings a row into sight. */
  reveal(id) {
    const index = this.#indexOf(id);
    if (index < 0) {
      return;
    }
    const top = index * ROW_HEIGHT;
    const seen = this.#grid.clientHeight - this.#head.offsetHeight;
    if (top < this.#grid.scrollTop) {
      this.#grid.scrollTop = top;
    } else if (top + ROW_HEIGHT > this.#grid.scrollTop + seen) {
      this.#grid.scrollTop = top + ROW_HEIGHT - seen;
    }
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #redraw() {
    this.#drawn.clear();
    this.#body.replaceChildren();
    this.#draw();
  }

  #draw() {
    const first = Math.max(0, Math.floor(this.#grid.scrollTop / ROW_HEIGHT) - SPARE_ROWS);
    const count = Math.ceil((this.#grid.clientHeight || 800) / ROW_HEIGHT) + 2 * SPARE_ROWS;
    const last = Math.min(this.#rows.length, first + count);
    for (const [index, {element, node, look}] of this.#drawn) {
      if (index < first || index >= last || node !== this.#rows[index] || look !== this.#look(node)) {
        element.remove();
        this.#drawn.delete(index);
      }
    }
    let selected = -1;
    for (let index = first; index < last; index++) {
      const node = this.#rows[index];
      if (!this.#drawn.has(index)) {
        const element = this.#row(node, index);
        this.#drawn.set(index, {element, node, look: this.#look(node)});
        this.#body.append(element);
      }
      if (node.id === this.#state.selected) {
        selected = index;
      }
    }
    if (selected >= 0) {
      this.#grid.setAttribute('aria-activedescendant', this.#prefix + selected);
    } else {
      this.#grid.removeAttribute('aria-activedescendant');
    }
  }

  /** What of a row changes while its node stays the same. */
  #look(node) {
    const {folded, hits, selected} = this.#state;
    return `${node.children.length > 0} ${folded.has(node.id)} ${hits?.has(node.id)} ${node.id === selected}`;
  }

  #row(node, index) {
    const {folded, hits, selected} = this.#state;
    const branch = node.children.length > 0;
    const row = h('div', {
      class: 'tree-row', role: 'row', id: this.#prefix + index, 'data-id': node.id, 'data-index': index,
      'aria-level': node.depth + 1, 'aria-posinset': node.position, 'aria-setsize': node.siblings.length, 'aria-rowindex': index + 2,
      'aria-expanded': branch ? String(!folded.has(node.id)) : null,
      'aria-selected': String(node.id === selected),
      vars: {top: `${index * ROW_HEIGHT}px`, '--depth': String(node.depth)},
    }, this.#columns.map((column, i) => h('div', {class: `tree-cell ${column.className}`, role: 'gridcell'},
      i === 0 ? [h('span', {class: 'indent'}), h('span', {class: branch ? 'twist' : 'twist none'}, branch ? icon('chevron') : null)] : null,
      column.cell(node))));
    row.classList.toggle('hit', hits !== null && hits.has(node.id));
    row.classList.toggle('context', hits !== null && !hits.has(node.id));
    return row;
  }

  #onClick(event) {
    const node = this.#nodeOf(event);
    if (!node) {
      return;
    }
    if (event.target.closest('.twist:not(.none)')) {
      this.#fold(node, !this.#state.folded.has(node.id), event.altKey);
    } else {
      this.#pick(node);
    }
  }

  #onDoubleClick(event) {
    const node = this.#nodeOf(event);
    if (node?.children.length > 0 && !event.target.closest('.twist')) {
      this.#fold(node, !this.#state.folded.has(node.id), false);
    }
  }

  #nodeOf(event) {
    const row = event.target.closest('.tree-row');
    return row ? this.#rows[Number(row.dataset.index)] : null;
  }

  #onKeyDown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target !== this.#grid) {
      return;
    }
    const at = this.#indexOf(this.#state.selected);
    const page = Math.max(1, Math.floor(this.#grid.clientHeight / ROW_HEIGHT) - 2);
    const moves = {ArrowDown: at + 1, j: at + 1, ArrowUp: at - 1, k: at - 1, PageDown: at + page, PageUp: at - page,
      Home: 0, End: this.#rows.length - 1};
    if (event.key in moves) {
      this.#pick(this.#rows[Math.min(this.#rows.length - 1, Math.max(0, moves[event.key]))]);
    } else if (at >= 0 && ['ArrowRight', 'ArrowLeft', '*', 'Enter', ' '].includes(event.key)) {
      this.#onNodeKey(event.key, this.#rows[at]);
    } else {
      return;
    }
    event.preventDefault();
  }

  #onNodeKey(key, node) {
    const open = node.children.length > 0 && !this.#state.folded.has(node.id);
    if (key === 'ArrowRight' && node.children.length > 0) {
      open ? this.#pick(node.children[0]) : this.#fold(node, false, false);
    } else if (key === 'ArrowLeft') {
      open ? this.#fold(node, true, false) : node.parent && this.#pick(node.parent);
    } else if (key === '*') {
      this.#fold(node, false, true);
    } else if (key === 'Enter' || key === ' ') {
      this.dispatchEvent(new CustomEvent('enter', {detail: node}));
    }
  }

  #pick(node) {
    if (node) {
      this.dispatchEvent(new CustomEvent('pick', {detail: node}));
    }
  }

  #fold(node, folded, deep) {
    this.dispatchEvent(new CustomEvent('fold', {detail: {node, folded, deep}}));
  }
}

customElements.define('tl-tree', VirtualTree);
