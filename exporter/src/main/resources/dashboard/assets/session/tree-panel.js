/** The span tree and the path tree. */

import {h} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {sliceEnd} from '../base/slices.js';
import '../components/virtual-tree.js';
import {SPAN_CHOICES, showsSpan} from './span-filter.js';
import {treeColumns} from './tree-columns.js';
import {TreeState} from './tree-state.js';

export class TreePanel {
  #by;
  #on;
  #tree = document.createElement('tl-tree');
  #state = null;
  /** Takes the place of `#state` once it has all nodes. */
  #next = null;
  #choice = null;
  #columns = null;
  #again = 0;

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
    const state = this.#grown(this.#by === 'path' ? data.paths : data.spans, this.#by === 'path' ? 'all' : params.get('spans') ?? 'work', params.get('q') ?? '');
    const selected = state.find(params);
    state.unfoldTo(selected);
    this.#configure(state.source.summary, totalsOf(params));
    this.#tree.show(state.rows, {folded: state.shownFolded, hits: state.hits, selected: selected?.id ?? null});
    if (selected && state.revealed !== selected.id) {
      this.#tree.reveal(selected.id);
    }
    state.revealed = selected?.id ?? null;
  }

  /** The state to show now: what is not in it yet comes in slices, and so does one for other nodes. */
  #grown(source, choice, query) {
    const wanted = this.#next ?? this.#state;
    if (wanted?.source !== source || this.#choice !== choice) {
      const before = wanted?.source.sessionId === source.sessionId ? this.#state : null;
      this.#next = new TreeState(source, choice === 'all' ? null : (node) => showsSpan(choice, node.span), before);
      this.#choice = choice;
    }
    this.#state ??= this.#next;
    const growing = this.#next ?? this.#state;
    growing.search(query);
    const done = growing.grow(sliceEnd());
    if (done) {
      this.#state = growing;
      this.#next = null;
    } else {
      this.#again ||= setTimeout(() => {
        this.#again = 0;
        this.element.isConnected && this.#on.redraw();
      });
    }
    return this.#state;
  }

  #configure(summary, which) {
    const seen = `${which} ${JSON.stringify(summary)}`;
    if (seen !== this.#columns) {
      this.#columns = seen;
      this.#tree.configure(this.#by === 'span' ? 'Span tree' : 'Path tree', treeColumns(summary, which));
    }
  }

  find(params) {
    return this.#state?.find(params) ?? null;
  }

  get hitCount() {
    return this.#state?.hits?.size ?? null;
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
  const {whole, counts: known} = data.spans;
  const counts = Object.entries(known);
  if (new Set(Object.values(known)).size === 1) {
    return null;
  }
  const chosen = params.get('spans') ?? 'work';
  const select = h('select', {class: 'small', 'aria-label': 'Which spans'}, counts.map(([name, count]) =>
    h('option', {value: name, selected: name === chosen}, whole ? `${SPAN_CHOICES[name].title} (${count.toLocaleString('en-US')})` : SPAN_CHOICES[name].title)));
  select.addEventListener('change', () => on.setParams({spans: select.value === 'work' ? null : select.value}));
  return h('label', {class: 'span-choice'}, icon('filter'), select);
}
