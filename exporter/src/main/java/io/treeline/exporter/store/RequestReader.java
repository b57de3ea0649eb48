package io.treeline.exporter.store;

import io.treeline.exporter.model.TimeRange;
import java.util.List;

/**
 * Reads requests: calls of models, embeddings, rerankers, tools and retrievers, an MCP span
 * directly inside a tool span not, and whatever a Helicone client logged. And the sessions that
 * have any and were given an id. Thread-safe; reads its own writes.
 *
 * <p>Conditions on requests choose sessions: a session is found when one request meets all of them
 * that are joined by "and". Its numbers always cover the whole session.
 */
public interface RequestReader {

  /**
   * Finds requests, in the order asked for, unknown values last, ties by trace and span id.
   *
   * @throws StoreException when the engine cannot answer now
   */
  List<StoredRequest> requests(RequestQuery query);

  /**
   * Finds sessions, the newest start first, ties by the greatest id.
   *
   * @param range that they overlap
   * @param limit most sessions, 1 to 1000
   */
  List<SessionOfRequests> sessions(RequestFilter filter, TimeRange range, long offset, int limit);

  /** Names of sessions, the one used last first, ties by name; at most 1000. */
  List<NameOfSessions> names(RequestFilter filter, TimeRange range);

  /** What is measured of all sessions found, in no order. */
  List<SessionMeasures> measures(RequestFilter filter, TimeRange range);
}
