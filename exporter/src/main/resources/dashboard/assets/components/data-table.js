/**
 * A sortable table. Rows keep their element as long as their key is shown, so focus, selection and
 * scrolling survive updates; only rows whose data changed are drawn anew.
 *
 *     const table = new DataTable({
 *       label: 'Tools', key: (row) => row.key, href: (row) => href('/', {tool: row.key}), sort: '-calls',
 *       columns: [
 *         {title: 'Tool', className: 'wide', sort: 'tool', value: (row) => row.key, cell: (row) => row.key},
 *         {title: 'Calls', className: 'num', sort: 'calls', hint: 'Tool calls', value: (row) => row.toolCalls, cell: (row) => counted(row.toolCalls)},
 *       ],
 *     });
 *     table.show(rows);
 *
 * A column: `title`; `cell(row)` gives text or nodes (use `components/cells.js`: a number has its unit,
 * unknown is a dash that says why); `link(row)` where the number leads to, null nowhere; `className`: `num` aligns right, `wide` takes what is left, `dim`
 * is quiet; `hint` explains the title; `sort` its word; `value(row)` what to sort by here. Unknown
 * sorts last either way. Without `value` the order is the server's: give `onSort(word)` and set the
 * word with `showSort`. The first column holds the row's link when there is an `href`: clicking anywhere
 * in the row follows it. Keys: `moveFocus(1)` and `(-1)` go from link to link.
 */

import {h} from '../base/dom.js';
import {isKnown} from '../base/format.js';

export class DataTable {
  #options;
  #headers;
  #body = h('tbody');
  #rows = new Map();
  #data = [];
  #known = null;
  #sort;

  /** @param {{label: string, columns: Object[], key: Function, seen?: Function, href?: Function, sort?: string, onSort?: Function, className?: string, rowClass?: Function}} options */
  constructor(options) {
    this.#options = options;
    this.#sort = options.sort ?? '';
    this.#headers = options.columns.map((column) => this.#header(column));
    this.element = h('table', {class: `data-table ${options.className ?? ''}`, 'aria-label': options.label},
      h('thead', null, h('tr', null, this.#headers)), this.#body);
    this.#markSort();
  }

  /** @param {Set<string>?} known keys that were shown before; the others are marked as new; null marks none */
  show(data, known = null) {
    this.#data = data;
    this.#known = known;
    this.#draw();
  }

  #draw() {
    const {key, rowClass} = this.#options;
    const rows = new Map();
    for (const each of this.#sorted()) {
      const id = key(each);
      const seen = this.#options.seen?.(each) ?? JSON.stringify(each);
      const row = this.#rows.get(id) ?? this.#newRow(id);
      if (row.seen !== seen) {
        this.#update(row.element, each);
        row.element.className = `${row.arrived ? 'arrived' : ''} ${rowClass?.(each) ?? ''}`.trim();
        row.seen = seen;
      }
      rows.set(id, row);
    }
    this.#rows = rows;
    this.#place([...rows.values()].map((row) => row.element));
  }

  #newRow(id) {
    const element = h('tr', {'data-key': id});
    element.addEventListener('click', (event) => {
      const selecting = String(getSelection()) !== '';
      if (!event.target.closest('a, button, input, summary') && !selecting) {
        element.querySelector('a.row-link')?.click();
      }
    });
    return {element, seen: null, arrived: this.#known !== null && !this.#known.has(id)};
  }

  #update(element, row) {
    const link = this.#options.href?.(row) ?? null;
    const cells = this.#options.columns.map((column, i) => h(i === 0 ? 'th' : 'td', {class: column.className, scope: i === 0 ? 'row' : null},
      i === 0 && link !== null ? h('a', {class: 'row-link data', href: link}, column.cell(row)) : this.#cell(column, row), column.beside?.(row)));
    // A cell that says the same stays: someone may be about to click it, or have the focus in it.
    cells.forEach((cell, i) => {
      const before = element.children[i];
      if (!before) {
        element.append(cell);
      } else if (!before.isEqualNode(cell)) {
        const focused = before.contains(document.activeElement) ? document.activeElement.className : null;
        before.replaceWith(cell);
        focused && cell.getElementsByClassName(focused)[0]?.focus();
      }
    });
    element.classList.toggle('linked', link !== null);
  }

  #cell(column, row) {
    const to = column.link?.(row) ?? null;
    return to === null ? column.cell(row) : h('a', {class: 'figure', href: to}, column.cell(row));
  }

  /** Moves only what is out of place: a moved element loses focus. */
  #place(elements) {
    const wanted = new Set(elements);
    for (const element of [...this.#body.children]) {
      if (!wanted.has(element)) {
        element.remove();
      }
    }
    elements.forEach((element, i) => {
      if (this.#body.children[i] !== element) {
        this.#body.insertBefore(element, this.#body.children[i] ?? null);
      }
    });
  }

  #sorted() {
    const word = this.#sort.replace(/^-/, '');
    const column = this.#options.columns.find((each) => each.sort === word && each.value);
    if (!column) {
      return this.#data;
    }
    const sign = this.#sort.startsWith('-') ? -1 : 1;
    return [...this.#data].sort((a, b) => compare(column.value(a), column.value(b), sign));
  }

  /** Marks the row with that key as the chosen one. */
  mark(key) {
    for (const [id, {element}] of this.#rows) {
      element.classList.toggle('selected', id === key);
    }
  }

  showSort(sort) {
    this.#sort = sort;
    this.#markSort();
  }

  #markSort() {
    const direction = this.#sort.startsWith('-') ? 'descending' : 'ascending';
    this.#options.columns.forEach((column, i) => {
      if (column.sort) {
        this.#headers[i].setAttribute('aria-sort', column.sort === this.#sort.replace(/^-/, '') ? direction : 'none');
      }
    });
  }

  #header(column) {
    const className = column.className;
    if (!column.sort) {
      return h('th', {scope: 'col', class: className, title: column.hint}, column.title);
    }
    return h('th', {scope: 'col', class: className, 'aria-sort': 'none'},
      h('button', {class: 'sort', title: column.hint, onclick: () => this.#sortBy(column)}, column.title));
  }

  #sortBy(column) {
    const first = column.textual ? column.sort : `-${column.sort}`;
    const other = column.textual ? `-${column.sort}` : column.sort;
    const sort = this.#sort === first ? other : first;
    if (this.#options.onSort) {
      this.#options.onSort(sort);
    }
    if (column.value) {
      this.showSort(sort);
      this.#draw();
    }
  }

  /** Link of the row that has the focus; null when none has. */
  get focused() {
    const row = document.activeElement?.closest?.('tr[data-key]');
    return row && this.#body.contains(row) ? row.querySelector('a.row-link')?.getAttribute('href') ?? null : null;
  }

  moveFocus(step) {
    const links = [...this.#body.querySelectorAll('a.row-link')];
    const row = document.activeElement?.closest?.('tr[data-key]');
    const at = links.findIndex((link) => row?.contains(link));
    const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))];
    next?.focus();
    next?.scrollIntoView({block: 'nearest'});
  }
}

/** Unknown last, whatever the direction. */
function compare(a, b, sign) {
  if (!isKnown(a) || !isKnown(b)) {
    return isKnown(a) ? -1 : isKnown(b) ? 1 : 0;
  }
  return sign * (typeof a === 'string' ? a.localeCompare(b) : a - b);
}
