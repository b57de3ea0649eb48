package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SpanInSession;
import io.treeline.exporter.store.SpanListQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** Reads the spans that an aggregate counts, some of them. */
final class SelectCountedSpans {

  private static final String SQL =
      """
      SELECT session_id, trace_id, span_id FROM counted
      WHERE %s AND %s
      ORDER BY %s DESC NULLS LAST, trace_id, span_id
      LIMIT %d
      """;

  private SelectCountedSpans() {}

  static List<SpanInSession> run(
      DuckDBConnection connection, SpanListQuery query, DerivePaths paths) throws SQLException {
    AggregateQuery of = query.of();
    Optional<AggregateSpans> counted = Aggregate.counted(connection, of, paths);
    if (counted.isEmpty()) {
      return List.of();
    }
    AggregateSpans spans = counted.get();
    String sql =
        CurrentSessions.with(connection)
            + spans.sql()
            + SQL.formatted(
                query.key() == null ? "true" : "key = ?",
                only(query.only()),
                sort(query.sort()),
                query.limit());
    List<SpanInSession> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int next = spans.setParameters(statement);
      if (query.key() != null) {
        statement.setString(next, query.key());
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          SpanKey key = new SpanKey(row.traceId("trace_id"), row.spanId("span_id"));
          found.add(new SpanInSession(row.text("session_id"), key));
        }
      }
    }
    return found;
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
      case COST -> "CASE WHEN owns_usage THEN cost_usd END";
    };
  }
}
