/** The span tree and the path tree. */

import {h} from '../base/dom.js';
import {icon} from '../base/icons.js';
import '../components/virtual-tree.js';
import {SPAN_CHOICES} from './session-data.js';
import {filterModel} from './span-filter.js';
import {treeColumns} from './tree-columns.js';
import {TreeState} from './tree-state.js';

export class TreePanel {
  #by;
  #on;
  #tree = document.createElement('tl-tree');
  #state = new TreeState();
  #source = null;
  #choice = null;

  element = h('div', {class: 'panel-tree'}, this.#tree);

  /** @param {'span'|'path'} by; @param on {pick(node), enter(), redraw()} */
  constructor(by, on) {
    this.#by = by;
    this.#on = on;
    this.#tree.addEventListener('pick', (event) => on.pick(event.detail));
    this.#tree.addEventListener('enter', () => on.enter());
    this.#tree.addEventListener('fold', ({detail: {node, folded, deep}}) => {
      this.#state.fold(node, folded, deep);
      on.redraw();
    });
  }

  /** What stands at the right of the tabs. */
  controls({params, data}) {
    const which = totalsOf(params);
    const folding = h('span', {class: 'folds'},
      h('button', {class: 'button small plain', onclick: () => this.#foldAll(true)}, 'Fold all'),
      h('button', {class: 'button small plain', onclick: () => this.#foldAll(false)}, 'Unfold all'));
    const totals = h('button', {class: 'button small', 'aria-pressed': String(which === 'self'),
      title: 'Numbers with everything below a node, or of the node alone. Bars always show both.',
      onclick: () => this.#on.setParams({totals: which === 'self' ? null : 'self'})}, which === 'self' ? 'Self' : 'Subtree');
    return [this.#by === 'span' ? spanChoice(params, data, this.#on) : null, folding, totals];
  }

  show({data, params}) {
    const model = this.#modelOf(data, params);
    if (model !== this.#state.model) {
      this.#state.setModel(model);
    }
    const selected = this.#state.find(params);
    this.#state.search(params.get('q') ?? '');
    this.#state.unfoldTo(selected);
    this.#tree.configure(this.#by === 'span' ? 'Span tree' : 'Path tree', treeColumns(model.summary, totalsOf(params)));
    this.#tree.show(this.#state.rows, {folded: this.#state.shownFolded, hits: this.#state.hits, selected: selected?.id ?? null});
    if (selected && this.#state.revealed !== selected.id) {
      this.#tree.reveal(selected.id);
    }
    this.#state.revealed = selected?.id ?? null;
  }

  /** The filtered tree is made once for each reading, so that folding and scrolling need not. */
  #modelOf(data, params) {
    const source = this.#by === 'path' ? data.paths : data.spans;
    const choice = this.#by === 'path' ? 'all' : params.get('spans') ?? 'work';
    if (source !== this.#source || choice !== this.#choice) {
      this.#source = source;
      this.#choice = choice;
      this.filtered = filterModel(source, (span) => choice === 'all' || (SPAN_CHOICES[choice] ?? SPAN_CHOICES.work).keeps(span) || span.status === 'error');
    }
    return this.filtered;
  }

  find(params) {
    return this.#state.model ? this.#state.find(params) : null;
  }

  get hitCount() {
    return this.#state.hitCount;
  }

  firstHit() {
    return this.#state.rows.find((node) => this.#state.hits?.has(node.id)) ?? null;
  }

  focus() {
    this.#tree.focus();
  }

  #foldAll(folded) {
    this.#state.foldAll(folded);
    this.#on.redraw();
  }
}

function totalsOf(params) {
  return params.get('totals') === 'self' ? 'self' : 'subtree';
}

/** Which spans to show; only where that makes a difference. */
export function spanChoice(params, data, on) {
  const counts = countsOf(data.spans);
  if (new Set(counts.map(([, count]) => count)).size === 1) {
    return null;
  }
  const chosen = params.get('spans') ?? 'work';
  const select = h('select', {class: 'small', 'aria-label': 'Which spans'}, counts.map(([name, count]) =>
    h('option', {value: name, selected: name === chosen}, `${SPAN_CHOICES[name].title} (${count.toLocaleString('en-US')})`)));
  select.addEventListener('change', () => on.setParams({spans: select.value === 'work' ? null : select.value}));
  return h('label', {class: 'span-choice'}, icon('filter'), select);
}

const counted = new WeakMap();

function countsOf(spans) {
  if (!counted.has(spans)) {
    counted.set(spans, Object.entries(SPAN_CHOICES).map(([name, {keeps}]) =>
      [name, spans.all.filter((node) => keeps(node.span) || node.span.status === 'error').length]));
  }
  return counted.get(spans);
}
