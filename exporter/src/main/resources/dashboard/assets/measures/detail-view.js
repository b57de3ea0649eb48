/**
 * A view with a table of things (tools, models, agents) and a page for the one that the address
 * picks (`?pick=search`). A subclass gives `columns`, `readAll`, `drawAll`, `readOne` and `drawOne`.
 */

import {h, render} from '../base/dom.js';
import {currentPlace, href} from '../base/place.js';
import {DataTable} from '../components/data-table.js';
import {emptyState} from '../components/states.js';
import {View} from '../components/view.js';
import {filterValues} from '../sessions/filters.js';

export class DetailView extends View {
  /** What one of them is called, as in `tool`. */
  thing = 'thing';
  #top = h('div', {class: 'measures'});
  #one = h('div', {class: 'measures', hidden: true});
  #all = h('div', {class: 'measures'});
  table = null;

  /** Link to one of them, or with null to all, with the same filters; `shown` says which of its spans. */
  hrefOf(key, shown = {}) {
    const {params} = currentPlace();
    return href(location.pathname, {...filterValues(params), pick: key, ...shown});
  }

  /** Link to the sessions that have it. */
  sessionsOf(key) {
    return href('/', {...filterValues(currentPlace().params), [this.thing]: key});
  }

  build() {
    this.table = new DataTable({label: this.heading, key: (row) => row.key, href: (row) => this.hrefOf(row.key), sort: this.sorted, columns: this.columns()});
    render(this.#all, h('div', {class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': this.heading}, this.table.element));
    render(this.#top, this.above());
    return [this.#top, this.#all, this.#one];
  }

  above() {
    return [];
  }

  async read(filter, params, signal) {
    const key = params.get('pick');
    return key === null ? {key, answer: await this.readAll(filter, params, signal)} : {key, answer: await this.readOne(key, filter, params, signal)};
  }

  isEmpty({key, answer}) {
    return key === null && answer.groups.length === 0;
  }

  draw({key, answer}, params) {
    this.#one.hidden = key === null;
    this.#top.hidden = this.#all.hidden = key !== null;
    if (key === null) {
      this.table.show(answer.groups);
      this.drawAll(answer, params);
      return;
    }
    if (answer.row === null) {
      delete this.#one.dataset.key;
      render(this.#one, this.#head(key), emptyState(`No call of this ${this.thing}`, 'Nothing in the store fits the filters.'));
      return;
    }
    if (this.#one.dataset.key !== key) {
      this.#one.dataset.key = key;
      render(this.#one, this.#head(key), this.buildOne());
    }
    this.drawOne(answer, params, key);
  }

  #head(key) {
    return [h('p', {class: 'back'}, h('a', {href: this.hrefOf(null)}, `← All ${this.thing}s`)), h('h2', {class: 'detail-title data'}, key)];
  }

  drawAll() {}
}
