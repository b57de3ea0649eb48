package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SpanInSession;
import io.treeline.exporter.store.SpanListQuery;
import java.util.ArrayList;
import java.util.List;

/** Reads the spans that an aggregate counts, some of them. */
final class FindSpans {

  private FindSpans() {}

  static List<SpanInSession> run(Engine engine, AggregateSpans counted, SpanListQuery query) {
    String sql =
        counted.sql()
            + "SELECT session, lower(hex(trace)) AS trace_hex, lower(hex(span)) AS span_hex FROM"
            + " counted WHERE "
            + (query.key() == null ? "true" : "key = " + Sql.text(query.key()))
            + " AND "
            + only(query.only())
            + " ORDER BY "
            + sort(query.sort())
            + " DESC NULLS LAST, trace, span LIMIT "
            + query.limit();
    return engine.read(
        sql,
        row -> {
          List<SpanInSession> found = new ArrayList<>();
          while (row.next()) {
            found.add(
                new SpanInSession(
                    row.text("session"), new SpanKey(row.text("trace_hex"), row.text("span_hex"))));
          }
          return found;
        });
  }

  private static String only(SpanListQuery.Only only) {
    return switch (only) {
      case ALL -> "true";
      case FAILED -> "failed";
      case RECOVERED -> "failed AND outcome = 'RECOVERED'";
      case ABANDONED -> "failed AND outcome = 'ABANDONED'";
      case REDUNDANT -> "redundant";
      case UNPRICED -> "owns_usage AND operation <> 'RERANKER' AND cost_usd IS NULL";
    };
  }

  private static String sort(SpanListQuery.Sort sort) {
    return switch (sort) {
      case START -> "start_epoch_nanos";
      case DURATION -> "duration_nanos";
      case COST -> "if(owns_usage, cost_usd, NULL)";
    };
  }
}
