import {NodeSearch} from './node-search.js';
import {ancestorsOf, visibleRows} from './tree-model.js';

/** Larger trees start folded below their first level. */
const LARGE = 400;

/**
 * What one tree shows: the nodes that are kept, what is folded, what the search found. Takes nodes up
 * as they come and a slice at a time (`grow`): a tree may have more than can be gone through at once.
 */
export class TreeState {
  all = [];
  roots = [];
  rows = [];
  folded;
  /** Id of the row that was last brought into sight. */
  revealed;
  source;
  #keeps;
  /** Of each node of the source what it is here, or the nearest above it that is kept. */
  #kept = new Map();
  #byId = new Map();
  #bySpan = new Map();
  #inRows = new Set();
  #foldsDeep;
  #search = null;
  #query = '';

  /**
   * @param source model of a tree; it may grow
   * @param {((node) => boolean)?} keeps which nodes are shown: the children of others move up; null shows all
   * @param {TreeState?} before whose place this one takes: what is folded stays so
   */
  constructor(source, keeps, before = null) {
    this.source = source;
    this.#keeps = keeps;
    this.folded = before?.folded ?? new Set();
    this.revealed = before?.revealed ?? null;
    this.#foldsDeep = before === null && (source.total ?? source.all.length) > LARGE;
    this.search(before?.query ?? '');
  }

  /** Goes on until that time; answers whether there is nothing left to do for now. */
  grow(until) {
    const {all} = this.source;
    let at = this.#kept.size;
    while (at < all.length && (at % 64 !== 0 || performance.now() < until)) {
      this.#take(all[at++]);
    }
    const found = this.#search ? this.#goOn(until) : true;
    return at >= all.length && found;
  }

  #take(node) {
    const above = node.parent ? this.#kept.get(node.parent) ?? null : null;
    if (this.#keeps !== null && !this.#keeps(node)) {
      this.#kept.set(node, above);
      return;
    }
    const own = this.#keeps === null ? node : this.#copy(node, above);
    this.#kept.set(node, own);
    this.all.push(own);
    this.#byId.set(own.id, own);
    if (own.kind === 'path' && own.span) {
      this.#bySpan.set(`${own.span.traceId}:${own.span.spanId}`, own);
    }
    above === null && this.#keeps === null && this.roots.push(own);
    if (this.#foldsDeep && above?.depth > 0 && above.children[0] === own) {
      this.folded.add(above.id);
    }
    if (!this.#search && (above === null || (this.#inRows.has(above) && !this.folded.has(above.id)))) {
      this.rows.push(own);
      this.#inRows.add(own);
    }
  }

  #copy(node, above) {
    const siblings = above ? above.children : this.roots;
    const {id, kind, label, self, subtree, span, path, from, to, omitted} = node;
    const own = {id, kind, label, depth: above ? above.depth + 1 : 0, parent: above, children: [], self, subtree, span, path, from, to, omitted,
      position: siblings.length + 1, siblings};
    siblings.push(own);
    return own;
  }

  /** The selected node of the address; null when there is none. */
  find(params) {
    const key = params.get('span');
    return this.#bySpan.get(key) ?? this.#byId.get(key) ?? this.#byId.get(params.get('path')) ?? null;
  }

  get query() {
    return this.#query;
  }

  search(query) {
    if (query !== this.#query) {
      this.#query = query;
      this.#search = query ? new NodeSearch(query) : null;
      this.#list();
    }
  }

  #goOn(until) {
    const before = this.#search.hits.size;
    const done = this.#search.go(this.all, until);
    if (this.#search.hits.size !== before) {
      this.#list();
    }
    return done;
  }

  get hits() {
    return this.#search?.hits ?? null;
  }

  /** What is folded among the rows shown: nothing while a search is on. */
  get shownFolded() {
    return this.#search ? new Set() : this.folded;
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
        each.children.forEach((child) => stack.push(child));
      }
    }
    this.#list();
  }

  foldAll(folded) {
    this.#foldsDeep = false;
    this.folded.clear();
    if (folded) {
      this.all.forEach((node) => node.children.length > 0 && this.folded.add(node.id));
    }
    this.#list();
  }

  #list() {
    this.rows = visibleRows(this, this.folded, this.#search?.withAncestors ?? null);
    this.#inRows = new Set(this.rows);
  }
}
