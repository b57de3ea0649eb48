/** Questions in SQL over the views of docs/sql.md. The address holds the question, so that it can be sent to somebody. */

import {getJson, postJson} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatDuration, isKnown, plural, UNKNOWN} from '../base/format.js';
import {currentPlace, setParams} from '../base/place.js';
import {chart} from '../components/chart.js';
import {pageHeader} from '../components/page-header.js';
import {chartOf} from './result-chart.js';
import {download, toCsv} from './result-export.js';
import {VIEWS} from './schema.js';

const LIMIT = 1000;

class SqlView extends HTMLElement {
  #editor = h('textarea', {class: 'sql-editor', 'aria-label': 'Question in SQL', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off'});
  #run = h('button', {class: 'button primary', onclick: () => this.#ask()}, 'Run');
  #status = h('p', {class: 'muted', role: 'status'});
  #problem = h('div', {class: 'sql-problem', role: 'alert', hidden: true});
  #exports = h('div', {class: 'choices', hidden: true},
    h('button', {class: 'button small', onclick: () => download('result.csv', 'text/csv', toCsv(this.#answer))}, 'CSV'),
    h('button', {class: 'button small', onclick: () => download('result.json', 'application/json', JSON.stringify(this.#objects(), null, 2))}, 'JSON'));
  #chart = chart({label: 'Result', height: 190});
  #chartPanel = h('div', {class: 'panel padded', hidden: true}, this.#chart.element);
  #results = h('div', {class: 'sql-results', tabindex: '0', role: 'region', 'aria-label': 'Result', hidden: true});
  #answer = null;
  #asked = null;
  #asking = null;
  #examples = h('ul', null);

  connectedCallback() {
    if (this.firstChild) {
      return;
    }
    this.classList.add('view');
    this.#editor.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.#ask();
      }
    });
    render(this, pageHeader('SQL', 'Any question, over documented views. Read only.'),
      h('div', {class: 'view-scroller'}, h('div', {class: 'view-content sql-layout'},
        h('div', null, this.#editor, h('div', {class: 'field-row'}, this.#run, h('kbd', null, 'Ctrl Enter'), this.#exports, this.#status), this.#problem, this.#chartPanel, this.#results),
        this.#help())));
    this.#offer();
  }

  /** Called when the address changed: its question is asked at once. */
  update() {
    const sql = currentPlace().params.get('q');
    if (sql !== null && sql !== this.#asked) {
      this.#editor.value = sql;
      this.#read(sql);
    }
  }

  /** Questions in the language of the engine that stores. */
  async #offer() {
    try {
      const {dialect, examples} = await getJson('/api/v1/sql');
      this.#editor.placeholder = `SELECT … in ${dialect}'s dialect`;
      render(this.#examples, examples.map(({title, sql}) => h('li', null, h('button', {title: sql, onclick: () => this.#write(sql)}, title))));
      if (this.#editor.value === '' && currentPlace().params.get('q') === null) {
        this.#editor.value = examples[0].sql;
      }
    } catch (e) {
      render(this.#examples, h('li', {class: 'muted'}, `Not to be had now: ${e.message}`));
    }
  }

  #ask() {
    const sql = this.#editor.value.trim();
    if (sql === '') {
      return;
    }
    this.#asked = null;
    const before = location.search;
    setParams({q: sql}, {push: true});
    if (location.search === before) {
      this.#read(sql);
    }
  }

  async #read(sql) {
    this.#asked = sql;
    this.#asking?.abort();
    this.#asking = new AbortController();
    this.#run.disabled = true;
    this.#status.textContent = 'Asking…';
    try {
      this.#answer = await postJson('/api/v1/sql', {sql, limit: LIMIT}, this.#asking.signal);
      this.#problem.hidden = true;
      this.#draw();
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.#answer = null;
        this.#problem.hidden = false;
        this.#problem.textContent = e.message;
        this.#status.textContent = '';
        this.#exports.hidden = this.#results.hidden = this.#chartPanel.hidden = true;
      }
    } finally {
      this.#run.disabled = false;
    }
  }

  #draw() {
    const {columns, rows, truncated, tookMillis} = this.#answer;
    this.#status.textContent = `${plural(rows.length, 'row')}${truncated ? ', and more: the first are shown' : ''} in ${formatDuration(tookMillis)}`;
    this.#exports.hidden = rows.length === 0;
    this.#results.hidden = false;
    const numeric = columns.map(({type}) => /INT|DECIMAL|DOUBLE|FLOAT/.test(type));
    render(this.#results, h('table', {class: 'data-table', 'aria-label': 'Result'},
      h('thead', null, h('tr', null, columns.map(({name, type}, i) => h('th', {scope: 'col', title: type, class: numeric[i] ? 'num' : null}, name)))),
      h('tbody', null, rows.map((row) => h('tr', null, row.map((value, i) => h('td', {class: numeric[i] ? 'num' : 'data', title: isKnown(value) ? shown(value) : 'NULL'},
        isKnown(value) ? shown(value) : h('span', {class: 'unknown'}, UNKNOWN))))))));
    const data = chartOf(columns, rows);
    this.#chartPanel.hidden = data === null;
    if (data !== null) {
      this.#chart.show(data);
    }
  }

  #objects() {
    return this.#answer.rows.map((row) => Object.fromEntries(row.map((value, i) => [this.#answer.columns[i].name, value])));
  }

  #help() {
    return h('aside', {class: 'sql-help', 'aria-label': 'Views and examples'},
      h('h2', null, 'Examples'), this.#examples,
      h('h2', null, 'Views'), VIEWS.map(([view, about, columns]) => h('details', null, h('summary', {title: about}, view),
        h('p', {class: 'muted'}, about), h('ul', null, columns.map((column) => h('li', null, h('button', {onclick: () => this.#insert(column)}, column)))))));
  }

  #write(sql) {
    this.#editor.value = sql;
    this.#ask();
  }

  #insert(text) {
    this.#editor.setRangeText(text, this.#editor.selectionStart, this.#editor.selectionEnd, 'end');
    this.#editor.focus();
  }
}

function shown(value) {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

customElements.define('tl-sql-view', SqlView);
