import {getJson} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatShare, plural} from '../base/format.js';
import {currentPlace, setParams} from '../base/place.js';
import {View} from '../components/view.js';
import {Evidence} from '../measures/evidence.js';
import {toApiParams} from '../sessions/filters.js';
import {BranchPanel} from './branch-panel.js';
import {BranchTree} from './branch-tree.js';
import {readAgainWhilePending} from './pending.js';

/** Spans behind the numbers of the chosen branch, by the word of the address (`?show=failed`). */
const SHOWN = {
  visits: ['Visits of', {}],
  failed: ['Failed visits of', {only: 'failed'}],
  slow: ['Longest visits of', {sort: 'duration'}],
  cost: ['Dearest calls of', {sort: 'cost'}],
};

/** All sessions that fit the filters as one tree of places; `at` in the address is the branch that is looked at. */
class DecisionsView extends View {
  heading = 'Decisions';
  about = 'Every path agents took, how often, at what cost, and how it ended.';
  nothing = {title: 'No paths yet', text: 'Sessions appear here a few seconds after they arrive, once they were analysed.'};

  #summary = h('p', {class: 'muted', role: 'status'});
  #tree = new BranchTree((path) => setParams({at: path, show: null}, {push: true}));
  #panel = new BranchPanel();
  #evidence = new Evidence('Visits of the chosen branch', {usage: true});

  build() {
    return [this.#summary, h('div', {class: 'decisions'}, h('div', {class: 'table-scroller decisions-tree'}, this.#tree.element), this.#panel.element), this.#evidence.element];
  }

  async read(filter, params, signal) {
    const tree = await getJson('/api/v1/decision-tree', filter, signal);
    readAgainWhilePending(this, tree.pending);
    return tree;
  }

  isEmpty(tree) {
    return tree.nodes.length === 0;
  }

  draw(tree, params) {
    const at = tree.nodes.find((node) => node.path === params.get('at')) ?? tree.nodes[0];
    render(this.#summary, `${plural(tree.known, 'session')}, ${formatShare(tree.succeeded / tree.known)} without a final error`,
      tree.pending > 0 ? ` · ${plural(tree.pending, 'session')} still to be analysed` : null,
      tree.morePlaces > 0 ? ` · ${plural(tree.morePlaces, 'rare place')} not shown` : null);
    this.#tree.show(tree, at.path);
    this.#panel.show(tree, at, currentPlace().params);
    this.#showEvidence(at.path, params);
  }

  async #showEvidence(path, params) {
    const shown = params.get('show') ?? '';
    if (!Object.hasOwn(SHOWN, shown) || path === '/') {
      this.#evidence.hide();
      return;
    }
    const [title, ask] = SHOWN[shown];
    const opened = this.#evidence.element.hidden;
    await this.#evidence.show(`${title} ${path}`, toApiParams(params, new Date()), {groupBy: 'path', key: path, ...ask});
    if (opened && !this.#evidence.element.hidden) {
      this.#evidence.element.scrollIntoView({block: 'nearest'});
    }
  }
}

customElements.define('tl-decisions-view', DecisionsView);
