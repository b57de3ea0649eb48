/** What is known of one session: its span tree, its path tree once wanted, and what the spans mean together. */

import {fetchNodes, fetchTree, getJson} from '../base/api.js';
import {pathModel, SpanModelBuilder} from './tree-model.js';

/** Nodes of the first piece, which is to be seen at once, and of the others. */
const FIRST_PIECE = 1000;
const PIECE = 10000;
const MOST_TRIES = 3;

export class SessionData {
  /** Model of the span tree; null until it was read. */
  spans = null;
  /** Model of the path tree; null until it was wanted and read. */
  paths = null;
  /** Answer of /analysis; null until it was read, or where it cannot be had. */
  analysis = null;
  /** Whether spans are still to come. */
  reading = true;
  #sessionId;
  /** Counts them, so that a slow old answer never replaces a newer one. */
  #loads = 0;
  #outcomes = new Map();

  constructor(sessionId) {
    this.#sessionId = sessionId;
  }

  /**
   * Reads it anew. The first time what is known is shown as it comes, later once it is whole.
   *
   * @param {{withPaths: boolean, progress: () => void}} options `progress`: called when there is more to see
   */
  async load({withPaths, progress}, signal) {
    const load = ++this.#loads;
    const first = this.spans === null;
    const current = () => load === this.#loads;
    const analysis = getJson(`/api/v1/sessions/${encodeURIComponent(this.#sessionId)}/analysis`, null, signal).catch(() => null);
    const spans = await this.#readSpans(signal, (model) => {
      if (first && current()) {
        this.spans = model;
        progress();
      }
    });
    // The path tree is fetched once it was looked at; until then it costs nothing.
    const paths = withPaths || this.paths ? pathModel(await fetchTree(this.#sessionId, 'path', signal), spans) : null;
    if (current()) {
      this.spans = spans;
      this.paths = paths;
      this.reading = false;
      progress();
    }
    const meaning = await analysis;
    if (current()) {
      this.analysis = meaning;
      this.#outcomes = new Map((meaning?.outcomes ?? []).map((each) => [each.span, each]));
      progress();
    }
  }

  /** All pieces; from the start when the session changed between two of them. */
  async #readSpans(signal, seen) {
    let piece = await fetchNodes(this.#sessionId, 0, FIRST_PIECE, signal);
    let builder = new SpanModelBuilder(piece.summary);
    builder.add(piece.nodes);
    if (piece.nextOffset !== null) {
      // A copy, because the builder's grows: drawing each piece would take longer than reading them.
      const {model} = builder;
      seen({...model, all: [...model.all], byId: new Map(model.byId), total: piece.total});
    }
    for (let tries = 0; piece.nextOffset !== null;) {
      const next = await fetchNodes(this.#sessionId, piece.nextOffset, PIECE, signal);
      if (next.version !== piece.version && tries++ < MOST_TRIES) {
        piece = await fetchNodes(this.#sessionId, 0, FIRST_PIECE, signal);
        builder = new SpanModelBuilder(piece.summary);
      } else {
        piece = next;
      }
      builder.add(piece.nodes);
    }
    return builder.model;
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
