/** What is known of one session: its span tree, its path tree once wanted, and what the spans mean together. */

import {FIRST_PIECE, taken} from '../base/ahead.js';
import {fetchNodes, fetchTree, getJson} from '../base/api.js';
import {addressable} from '../base/place.js';
import {pathModel, SpanModelBuilder} from './tree-model.js';

/** Nodes of the second piece; those after it are as large as can be read in a moment. */
const SECOND_PIECE = 1000;
const SMALLEST_PIECE = 250;
const LARGEST_PIECE = 4000;
const READING_MILLIS = 20;
const MOST_TRIES = 3;
/** Sessions with more spans are read before what they mean is asked for. */
const LARGE = 5000;
/** Between two times that a session that is still being read is drawn. */
const PROGRESS_MILLIS = 150;

export class SessionData {
  /** Model of the span tree, which grows while it is read for the first time; null until the first piece was. */
  spans = null;
  /** Model of the path tree; null until it was wanted and read. */
  paths = null;
  /** Answer of /analysis; null until it was read, or where it cannot be had. */
  analysis = null;
  /** Whether spans are still to come. */
  reading = true;
  #sessionId;
  #first = null;
  /** Counts them, so that a slow old answer never replaces a newer one. */
  #loads = 0;
  #outcomes = new Map();
  #critical = null;

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
    const askMeaning = () => getJson(`/api/v1/sessions/${encodeURIComponent(addressable(this.#sessionId))}/analysis`, {criticalPath: false}, signal).catch(() => null);
    let meaning = null;
    const spans = await this.#readSpans(signal, current, (model) => {
      // Of a large session the analysis would keep the exporter from answering what is to be seen first.
      meaning ??= model.total <= LARGE ? askMeaning() : null;
      if (first && current()) {
        this.spans = model;
        progress();
      }
    });
    if (!current()) {
      return;
    }
    // The path tree is fetched once it was looked at; until then it costs nothing.
    const paths = withPaths || this.paths ? pathModel(await fetchTree(this.#sessionId, 'path', signal), spans) : null;
    if (current()) {
      this.spans = spans;
      this.paths = paths;
      this.reading = false;
      this.#critical = null;
      progress();
    }
    const found = await (meaning ?? askMeaning());
    if (current()) {
      this.analysis = found;
      this.#outcomes = new Map((found?.outcomes ?? []).map((each) => [each.span, each]));
      progress();
    }
  }

  /** The span tree for what looks at all of it: the first piece until everything is there. */
  get steady() {
    return this.spans.whole ? this.spans : this.#first;
  }

  /** All pieces, the next one asked for while one is read; from the start when the session changed between two of them. */
  async #readSpans(signal, current, seen) {
    const ask = (offset, size) => fetchNodes(this.#sessionId, offset, size, signal);
    let size = SECOND_PIECE;
    let piece = await (taken(this.#sessionId) ?? ask(0, FIRST_PIECE));
    let builder = new SpanModelBuilder(piece.summary, piece.total);
    builder.add(piece.nodes);
    const {model} = builder;
    this.#first = {...model, all: [...model.all], byId: new Map(model.byId)};
    seen(model);
    let coming = piece.nextOffset === null ? null : ask(piece.nextOffset, size);
    for (let [tries, drawn] = [0, performance.now()]; coming !== null && current();) {
      const next = await coming;
      if (next.version !== piece.version && tries++ < MOST_TRIES) {
        piece = await ask(0, FIRST_PIECE);
        builder = new SpanModelBuilder(piece.summary, piece.total);
      } else {
        piece = next;
      }
      coming = piece.nextOffset === null ? null : ask(piece.nextOffset, size);
      const before = performance.now();
      builder.add(piece.nodes);
      const took = piece.parseMillis + performance.now() - before;
      size = Math.round(Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, Math.min(size * 1.5, size * READING_MILLIS / Math.max(1, took)))));
      if (builder.model === model && performance.now() - drawn > PROGRESS_MILLIS) {
        seen(model);
        drawn = performance.now();
      }
    }
    builder.model.whole = true;
    return builder.model;
  }

  /** The finding of /analysis about a span that failed, found nothing or is part of a loop; null for any other. */
  outcomeOf(key) {
    return this.#outcomes.get(key) ?? null;
  }

  /**
   * The spans on the session's critical path; null until they were read, which begins with the first call.
   *
   * @param {() => void} read called once they can be had
   */
  criticalKeys(read) {
    if (this.#critical === null) {
      this.#critical = new Set();
      getJson(`/api/v1/sessions/${encodeURIComponent(addressable(this.#sessionId))}/analysis`).then(({time}) => {
        this.#critical = new Set(time.criticalPath.map((each) => each.span));
        read();
      }, () => (this.#critical = null));
    }
    return this.#critical.size > 0 ? this.#critical : null;
  }
}

export const keyOf = (span) => `${span.traceId}:${span.spanId}`;
