import {h, render} from '../base/dom.js';
import {sessionHref} from '../base/place.js';
import {cost, counted, duration, statusPill, time, tokens, unknown} from '../components/cells.js';
import {addParam} from './filter-bar.js';

const DERIVED_NAME = 'No name was given: this is the name of its first agent or top-most span';
const DERIVED_ID = 'No id was given: the trace is the session';

/** In the order shown; `sort` is the API's word where it can sort by the column. */
const COLUMNS = [
  {title: 'Session', className: 'col-name', cell: nameCell},
  {title: 'Status', className: 'col-status', cell: (s) => statusPill(s.status)},
  {title: 'Start', className: 'col-time', sort: 'startTime', cell: (s) => time(s.startTime)},
  {title: 'Duration', className: 'num', sort: 'duration', hint: 'From first start to last end', cell: (s) => duration(s.durationMillis, 'Wall clock')},
  {title: 'Active', className: 'num col-active', hint: 'Time in which at least one span ran', cell: (s) => duration(s.activeMillis, 'Active')},
  {title: 'LLM', className: 'num', hint: 'Model calls', cell: (s) => counted(s.llmCalls)},
  {title: 'Tools', className: 'num', hint: 'Tool calls', cell: (s) => counted(s.toolCalls)},
  {title: 'Errors', className: 'num', sort: 'errors', hint: 'Each error counted where it happened', cell: (s) => counted(s.errors, s.status === 'error' ? 'bad' : 'mended')},
  {title: 'Tokens', className: 'num col-tokens', sort: 'tokens', hint: 'Input → output tokens', cell: tokens},
  {title: 'Cost', className: 'num col-cost', sort: 'cost', hint: 'US dollars', cell: cost},
  {title: 'User', className: 'col-user', cell: userCell},
  {title: 'Models', className: 'col-models', cell: modelsCell},
];

/** Rows keep their element as long as their session is shown, so focus and selection survive updates. */
export class SessionsTable {
  #headers = COLUMNS.map((column) => this.#header(column));
  #body = h('tbody');
  #rows = new Map();
  #onSort;
  #sort = '-startTime';

  element = h('table', {class: 'sessions'}, h('thead', null, h('tr', null, this.#headers)), this.#body);

  /** @param {(sort: string) => void} onSort */
  constructor(onSort) {
    this.#onSort = onSort;
  }

  /** @param {Set<string>?} known ids that were shown before; the others are marked as new; null marks none */
  show(sessions, known) {
    const rows = new Map();
    for (const session of sessions) {
      const seen = JSON.stringify(session);
      let row = this.#rows.get(session.sessionId);
      if (!row) {
        row = {element: h('tr', {'data-session': session.sessionId}), seen: null};
        row.element.classList.toggle('arrived', known !== null && !known.has(session.sessionId));
      }
      if (row.seen !== seen) {
        updateRow(row.element, session);
        row.seen = seen;
      }
      rows.set(session.sessionId, row);
    }
    this.#rows = rows;
    this.#place([...rows.values()].map((row) => row.element));
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

  showSort(sort) {
    this.#sort = sort;
    const field = sort.replace(/^-/, '');
    COLUMNS.forEach((column, i) => {
      if (column.sort) {
        const direction = sort.startsWith('-') ? 'descending' : 'ascending';
        this.#headers[i].setAttribute('aria-sort', column.sort === field ? direction : 'none');
      }
    });
  }

  /** Link of the row that has the focus; null when none has. */
  get focused() {
    const row = document.activeElement?.closest?.('tr[data-session]');
    return row && this.#body.contains(row) ? sessionHref(row.dataset.session) : null;
  }

  moveFocus(step) {
    const links = [...this.#body.querySelectorAll('a.session-link')];
    const row = document.activeElement?.closest?.('tr[data-session]');
    const at = links.findIndex((link) => row?.contains(link));
    const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))];
    next?.focus();
    next?.scrollIntoView({block: 'nearest'});
  }

  #header(column) {
    if (!column.sort) {
      return h('th', {scope: 'col', class: column.className, title: column.hint}, column.title);
    }
    const click = () => this.#onSort(this.#sort === `-${column.sort}` ? column.sort : `-${column.sort}`);
    return h('th', {scope: 'col', class: column.className, 'aria-sort': 'none'},
      h('button', {class: 'sort', title: column.hint, onclick: click}, column.title));
  }
}

function updateRow(row, session) {
  const focused = row.contains(document.activeElement) ? document.activeElement.className : null;
  row.onclick = (event) => {
    const selecting = String(getSelection()) !== '';
    if (!event.target.closest('a, button') && !selecting) {
      row.querySelector('a.session-link').click();
    }
  };
  render(row, COLUMNS.map((column) => h('td', {class: column.className}, column.cell(session))));
  if (focused) {
    row.getElementsByClassName(focused)[0]?.focus();
  }
}

function nameCell(session) {
  const derived = session.nameSource === 'derived';
  return [
    h('a', {class: 'session-link data', href: sessionHref(session.sessionId), title: derived ? DERIVED_NAME : session.name},
      derived ? h('i', null, session.name) : session.name),
    h('span', {class: 'session-id data mono', title: session.sessionIdSource === 'trace' ? `${session.sessionId}\n${DERIVED_ID}` : session.sessionId}, session.sessionId),
  ];
}

function userCell(session) {
  if (session.users.length === 0) {
    return unknown('No span names a user');
  }
  const [first, ...others] = session.users;
  return [h('button', {class: 'inline data', title: `Only sessions of ${first}`, onclick: () => addParam('user', first)}, first),
    others.length > 0 ? h('span', {class: 'muted', title: others.join(', ')}, ` +${others.length}`) : null];
}

function modelsCell(session) {
  return session.models.length === 0 ? unknown('No model call')
    : h('span', {class: 'data', title: session.models.join('\n')}, session.models.join(', '));
}
