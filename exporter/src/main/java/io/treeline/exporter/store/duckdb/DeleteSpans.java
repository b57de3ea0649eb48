package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** Removes the spans of {@code batch_keys}, to make room for their ended versions. */
final class DeleteSpans {

  private static final String SPANS =
      """
      DELETE FROM spans
      WHERE start_epoch_nanos BETWEEN %d AND %d
        AND (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM batch_keys)
      """;

  private static final String CONTENT =
      """
      DELETE FROM span_content
      WHERE start_epoch_nanos BETWEEN %d AND %d
        AND (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM batch_keys)
      """;

  private DeleteSpans() {}

  static void run(DuckDBConnection connection, long firstStart, long lastStart)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SPANS.formatted(firstStart, lastStart));
      statement.execute(CONTENT.formatted(firstStart, lastStart));
    }
  }
}
