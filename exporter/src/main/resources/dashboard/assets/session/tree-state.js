import {ancestorsOf, findNodes, visibleRows} from './tree-model.js';

/** Larger trees start folded below their first level. */
const LARGE = 400;

/** What one tree shows: its model, what is folded, what the search found. Survives reloads of the model. */
export class TreeState {
  model = null;
  folded = new Set();
  hits = null;
  rows = [];
  /** Spans at which an error happened, in tree order; a span that only passed one on is not among them. */
  errors = [];
  /** Id of the row that was last brought into sight. */
  revealed = null;
  #only = null;
  #query = '';
  #bySpan = new Map();

  setModel(model) {
    const first = this.model === null;
    this.model = model;
    this.#bySpan = new Map();
    for (const node of model.all) {
      if (node.span) {
        this.#bySpan.set(`${node.span.traceId}:${node.span.spanId}`, node);
      }
    }
    this.errors = model.all.filter((node) => node.span && node.self.errors > 0);
    if (first && model.all.length > LARGE) {
      this.#fillFolded((node) => node.depth > 0);
    }
    this.#search();
  }

  /** The selected node of the address; null when there is none. */
  find(params) {
    return this.#bySpan.get(params.get('span')) ?? this.model.byId.get(params.get('path')) ?? null;
  }

  search(query) {
    if (query !== this.#query) {
      this.#query = query;
      this.#search();
    }
  }

  /** What is folded among the rows shown: nothing while a search is on. */
  get shownFolded() {
    return this.#only ? new Set() : this.folded;
  }

  get hitCount() {
    return this.hits === null ? null : this.hits.size;
  }

  /** A node that was chosen elsewhere must be in sight; one whose parent a person folds stays hidden. */
  unfoldTo(node) {
    if (node && node.id !== this.revealed) {
      const hiding = ancestorsOf(node).filter((id) => this.folded.delete(id));
      if (hiding.length > 0) {
        this.#list();
      }
    }
  }

  fold(node, folded, deep) {
    const stack = [node];
    while (stack.length > 0) {
      const each = stack.pop();
      folded ? this.folded.add(each.id) : this.folded.delete(each.id);
      if (deep) {
        stack.push(...each.children);
      }
    }
    this.#list();
  }

  foldAll(folded) {
    this.folded.clear();
    if (folded) {
      this.#fillFolded(() => true);
    }
    this.#list();
  }

  /** The error after (1) or before (-1) the selected node, going round. */
  nextError(params, step) {
    if (this.errors.length === 0) {
      return null;
    }
    const selected = this.find(params);
    const at = selected ? this.model.all.indexOf(selected) : -1;
    const positions = this.errors.map((node) => this.model.all.indexOf(node));
    const following = step > 0 ? positions.find((each) => each > at) : positions.findLast((each) => each < at);
    return this.model.all[following ?? (step > 0 ? positions[0] : positions[positions.length - 1])];
  }

  #fillFolded(wanted) {
    for (const node of this.model.all) {
      if (node.children.length > 0 && wanted(node)) {
        this.folded.add(node.id);
      }
    }
  }

  #search() {
    const found = this.#query ? findNodes(this.model, this.#query) : null;
    this.hits = found?.hits ?? null;
    this.#only = found?.withAncestors ?? null;
    this.#list();
  }

  #list() {
    this.rows = visibleRows(this.model, this.folded, this.#only);
  }
}
