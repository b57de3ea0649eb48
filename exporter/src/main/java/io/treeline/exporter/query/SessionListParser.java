package io.treeline.exporter.query;

import io.treeline.exporter.store.SessionQuery;
import java.util.List;

/** Checks a {@link SessionListRequest}; every message names the value and what was expected. */
final class SessionListParser {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 1000;
  private static final String DEFAULT_SORT = "-startTime";
  private static final List<SessionQuery.Order> ORDERS =
      List.of(
          SessionQuery.Order.START_TIME,
          SessionQuery.Order.END_TIME,
          SessionQuery.Order.DURATION,
          SessionQuery.Order.COST,
          SessionQuery.Order.SPANS,
          SessionQuery.Order.ERRORS,
          SessionQuery.Order.TOKENS,
          SessionQuery.Order.RECOVERED,
          SessionQuery.Order.LOOPS,
          SessionQuery.Order.HUMAN_STEPS);

  private SessionListParser() {}

  /**
   * Checks a request.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static SessionQuery parse(SessionListRequest request) {
    String sort = request.sort() == null ? DEFAULT_SORT : request.sort();
    String cursor = request.cursor();
    return new SessionQuery(
        FilterParser.parse(request.filter()),
        order(sort),
        sort.startsWith("-"),
        FilterParser.limit(request.limit(), DEFAULT_LIMIT, MAX_LIMIT),
        cursor == null ? null : Cursor.decode(cursor, fingerprint(request)));
  }

  /** What must stay the same from page to page. */
  static String fingerprint(SessionListRequest request) {
    String sort = request.sort() == null ? DEFAULT_SORT : request.sort();
    return request.filter().fingerprint() + "|" + sort;
  }

  private static SessionQuery.Order order(String sort) {
    String name = sort.startsWith("-") ? sort.substring(1) : sort;
    int index = SessionListRequest.SORTS.indexOf(name);
    if (index < 0) {
      throw QueryException.invalid(
          "sort must be one of %s, with a leading - for descending: was \"%s\""
              .formatted(String.join(", ", SessionListRequest.SORTS), sort));
    }
    return ORDERS.get(index);
  }
}
