package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.TextQuery;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/**
 * The sessions one of whose spans has content that matches: a temporary table that lasts as long as
 * the reader's transaction.
 */
final class ContentSessions {

  static final String TABLE = "content_sessions";

  private static final String FILL =
      """
      CREATE OR REPLACE TEMP TABLE %s AS
      SELECT DISTINCT %s AS session_id
      FROM (%s) f
      JOIN spans s ON s.trace_id = f.trace_id AND s.span_id = f.span_id
        AND s.start_epoch_nanos = f.start_epoch_nanos
      JOIN traces t ON t.trace_id = f.trace_id
      """;

  private ContentSessions() {}

  /** Fills the table from the spans that start in a stretch of time. */
  static void fill(DuckDBConnection connection, TextQuery query, TimeRange range)
      throws SQLException {
    MatchingContents matching = new MatchingContents(connection, query, SearchContent.ALL_COLUMNS);
    matching.fill(range);
    try (Statement statement = connection.createStatement()) {
      statement.execute(FILL.formatted(TABLE, Conditions.SESSION_OF_SPAN, matching.spans(range)));
    }
  }
}
