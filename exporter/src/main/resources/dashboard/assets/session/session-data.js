/** What is known of one session: its span tree, its path tree once wanted, and what the spans mean together. */

import {fetchTree, getJson} from '../base/api.js';
import {pathModel, spanModel} from './tree-model.js';

export class SessionData {
  /** Model of the span tree; null until it was read. */
  spans = null;
  /** Model of the path tree; null until it was wanted and read. */
  paths = null;
  /** Answer of /analysis; null until it was read, or where it cannot be had. */
  analysis = null;
  #sessionId;
  /** Counts them, so that a slow old answer never replaces a newer one. */
  #loads = 0;
  #outcomes = new Map();

  constructor(sessionId) {
    this.#sessionId = sessionId;
  }

  /** Reads it anew; false when a later reading has overtaken this one. */
  async load({withPaths}, signal) {
    const load = ++this.#loads;
    const analysis = getJson(`/api/v1/sessions/${encodeURIComponent(this.#sessionId)}/analysis`, null, signal).catch(() => null);
    const spans = spanModel(await fetchTree(this.#sessionId, 'span', signal));
    // The path tree is fetched once it was looked at; until then it costs nothing.
    const paths = withPaths || this.paths ? pathModel(await fetchTree(this.#sessionId, 'path', signal), spans) : null;
    const meaning = await analysis;
    if (load !== this.#loads) {
      return false;
    }
    this.spans = spans;
    this.paths = paths;
    this.analysis = meaning;
    this.#outcomes = new Map((meaning?.outcomes ?? []).map((each) => [each.span, each]));
    return true;
  }

  /** The finding of /analysis about a span that failed, found nothing or is part of a loop; null for any other. */
  outcomeOf(key) {
    return this.#outcomes.get(key) ?? null;
  }

  /** The spans on the session's critical path. */
  get criticalKeys() {
    return new Set((this.analysis?.time.criticalPath ?? []).map((each) => each.span));
  }
}

export const keyOf = (span) => `${span.traceId}:${span.spanId}`;

/** Operations that are an agent's own; the rest is the application around it. */
const AI = new Set(['llm', 'embedding', 'tool', 'agent', 'workflow', 'step', 'retriever', 'reranker', 'guardrail', 'evaluator', 'mcp', 'memory', 'human']);

/** Which spans the span tree and the timeline show: by name, what stays. Errors always do. */
export const SPAN_CHOICES = {
  all: {title: 'All spans', keeps: () => true},
  work: {title: 'Without wrappers', keeps: (span) => !span.wrapper && span.foldedInto === null},
  ai: {title: 'AI only', keeps: (span) => !span.wrapper && span.foldedInto === null && AI.has(span.operation)},
};
