/**
 * A session's trees as the page works on them. Nothing here is recursive: a tree may be deeper than
 * the stack allows.
 *
 * Node: {id, kind: 'span'|'path', label, depth, parent, children, self, subtree, from, to (ms after
 * the session's start; `to` null while running), span (SpanSummary or null), path, spanKeys,
 * derived, position, siblings (its own list), omitted (nodes below that the API left out, because the tree is too deep)}.
 */

import {millisBetween} from '../base/format.js';
import {SPAN_CHOICES, showsSpan} from './span-filter.js';

/** Texts that repeat from span to span. */
const SHARED = ['traceId', 'sessionId', 'name', 'path', 'service', 'toolName', 'agentName', 'requestModel', 'responseModel', 'statusMessage', 'errorType'];

/** What /nodes leaves out of a span: its prototype, for a hundred thousand spans would fill the memory with nulls. */
const ABSENT = {
  parentSpanId: null, operationName: null, service: null, endTime: null, durationMillis: null, statusMessage: null, errorType: null, errorSource: null, path: null,
  agentName: null, toolName: null, toolCallId: null, provider: null, requestModel: null, responseModel: null, finishReasons: [],
  inputTokens: null, outputTokens: null, cacheReadTokens: null, cacheWriteTokens: null, reasoningTokens: null, costUsd: null, unpriced: false, emptyResult: false,
  timeToFirstChunkMillis: null, retryAttempt: null, retryCount: 0, inferred: false, decision: null, iteration: null, maxIterations: null, stopReason: null,
  human: null, outcome: 'ok', recoveredBy: null, foldedInto: null, wrapper: false, usageSuppressedBy: null,
};

/**
 * Makes the model of a span tree from the pieces of /nodes, in order. The model grows with each:
 * `total` nodes are to come in all, `whole` says whether they are there, `counts` how many of them
 * each of `SPAN_CHOICES` shows.
 */
export class SpanModelBuilder {
  #open = [];
  #texts = new Map();

  /** @param summary of the session; @param {number} total nodes of all pieces */
  constructor(summary, total) {
    this.model = {sessionId: summary.sessionId, summary, origin: summary.startTime, roots: [], all: [], byId: new Map(), total, whole: false,
      counts: Object.fromEntries(Object.keys(SPAN_CHOICES).map((name) => [name, 0]))};
  }

  add(nodes) {
    for (const raw of nodes) {
      this.#open.length = raw.depth;
      const node = this.#make(raw, raw.depth > 0 ? this.#open[raw.depth - 1] : null);
      this.#open.push(node);
      this.model.all.push(node);
      this.model.byId.set(node.id, node);
      for (const name in this.model.counts) {
        this.model.counts[name] += showsSpan(name, node.span) ? 1 : 0;
      }
    }
    this.model.whole = this.model.all.length >= this.model.total;
  }

  /** Texts that many spans share are kept once. */
  #shared(text) {
    const known = this.#texts.get(text);
    if (known === undefined && text !== undefined) {
      this.#texts.set(text, text);
    }
    return known ?? text;
  }

  #make({self, subtree, span: given, depth}, parent) {
    const span = Object.setPrototypeOf(given, ABSENT);
    for (const name of SHARED) {
      if (Object.hasOwn(span, name)) {
        span[name] = this.#shared(span[name]);
      }
    }
    if (span.decision) {
      span.decision = {type: null, offered: [], chosen: [], ...span.decision};
    }
    const {origin, roots} = this.model;
    const siblings = parent ? parent.children : roots;
    const node = {id: `${span.traceId}:${span.spanId}`, kind: 'span', label: span.name, depth, parent, children: [], self, subtree, span, path: span.path,
      from: millisBetween(origin, span.startTime), to: span.endTime ? millisBetween(origin, span.endTime) : null, omitted: 0, position: siblings.length + 1, siblings};
    siblings.push(node);
    return node;
  }
}

/**
 * A path with one span and nothing below is that span; the spans of any other path are listed under
 * it, beside its sub-paths.
 *
 * @param tree answer of /tree?by=path
 * @param spans the model of the span tree, for the spans at each path
 */
export function pathModel(tree, spans) {
  const leaf = (key) => ({leafOf: spans.byId.get(key)});
  return build(tree, describePath(spans), (raw) => {
    const alone = isAlone(raw);
    const leaves = alone ? [] : raw.spanKeys.map(leaf).filter((each) => each.leafOf);
    return [...leaves, ...(raw.children ?? [])].sort((a, b) => startOf(a).localeCompare(startOf(b)));
  });
}

function isAlone(raw) {
  return raw.spanKeys.length === 1 && (raw.children ?? []).length === 0 && !raw.omittedDescendants;
}

/** A span under its path stands for itself, but for all of its time, as the path's own duration does. */
function ownTotals(node) {
  return {...node.self, durationMillis: node.span.durationMillis};
}

const startOf = (raw) => raw.leafOf?.span.startTime ?? raw.startTime;

function describePath(spans) {
  return (raw) => {
    if (raw.leafOf) {
      return {kind: 'span', span: raw.leafOf.span, path: raw.leafOf.path};
    }
    const alone = isAlone(raw);
    return {
      kind: 'path',
      path: raw.path,
      derived: raw.derived,
      spanKeys: raw.spanKeys,
      span: alone ? spans.byId.get(raw.spanKeys[0])?.span ?? null : null,
    };
  };
}

function build(tree, describe, childrenOf) {
  const origin = tree.summary.startTime;
  const byId = new Map();
  const all = [];
  const make = (raw, parent, position, siblings) => {
    const own = describe(raw);
    const leaf = raw.leafOf;
    const node = {
      id: leaf ? leaf.id : raw.id,
      label: leaf ? leaf.label : raw.label,
      depth: parent ? parent.depth + 1 : 0,
      from: leaf ? leaf.from : millisBetween(origin, raw.startTime),
      to: leaf ? leaf.to : raw.endTime ? millisBetween(origin, raw.endTime) : null,
      self: leaf ? ownTotals(leaf) : raw.self,
      subtree: leaf ? ownTotals(leaf) : raw.subtree,
      omitted: raw.omittedDescendants ?? 0,
      parent, position, siblings, children: [], ...own,
    };
    byId.set(node.id, node);
    return node;
  };
  const roots = tree.roots.map((raw, i) => make(raw, null, i + 1, tree.roots));
  const stack = roots.map((node, i) => [node, tree.roots[i]]).reverse();
  while (stack.length > 0) {
    const [node, raw] = stack.pop();
    all.push(node);
    const rawChildren = raw.leafOf ? [] : childrenOf(raw);
    node.children = rawChildren.map((child, i) => make(child, node, i + 1, rawChildren));
    for (let i = rawChildren.length - 1; i >= 0; i--) {
      stack.push([node.children[i], rawChildren[i]]);
    }
  }
  return {sessionId: tree.sessionId, summary: tree.summary, origin, roots, all, byId};
}

/**
 * Rows to show, depth first.
 *
 * @param {Set<string>} folded ids whose children are hidden
 * @param {Set<string>?} only ids to show; null shows all and honours `folded`
 */
export function visibleRows(model, folded, only) {
  const rows = [];
  const stack = model.roots.slice().reverse();
  while (stack.length > 0) {
    const node = stack.pop();
    if (only && !only.has(node.id)) {
      continue;
    }
    rows.push(node);
    if (only || !folded.has(node.id)) {
      for (let i = node.children.length - 1; i >= 0; i--) {
        stack.push(node.children[i]);
      }
    }
  }
  return rows;
}

/** Whether an error happened at this very node. */
export function hasOwnError(node) {
  return node.span ? node.span.status === 'error' : node.self.errors > 0;
}

/** Whether something below failed and the node itself did not. */
export function hasRecovered(node) {
  return node.kind === 'span' && node.span.status !== 'error' && node.children.length > 0 && node.subtree.errors > 0;
}

/** Every id above a node, from its parent up. */
export function ancestorsOf(node) {
  const ids = [];
  for (let each = node?.parent; each; each = each.parent) {
    ids.push(each.id);
  }
  return ids;
}
