package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * The table expressions {@code current_session} and {@code current_suppressed}: kept rows of the
 * sessions that are not stale, and the stale ones worked out on the spot.
 */
final class CurrentSessions {

  private static final String ALL_STALE = "SELECT session_id FROM stale_sessions";

  private CurrentSessions() {}

  /** To put before a statement on {@code current_session}. Looks at the caller's snapshot. */
  static String with(DuckDBConnection connection) throws SQLException {
    SelectBounds.Bounds bounds = SelectBounds.run(connection, ALL_STALE);
    if (bounds == null) {
      return """
      WITH RECURSIVE current_session AS (SELECT %s FROM sessions),
      current_suppressed AS (SELECT %s FROM suppressed_spans)
      """
          .formatted(SummarizeSessions.COLUMNS, SuppressUsage.COLUMNS);
    }
    return SummarizeSessions.with(connection, ALL_STALE, bounds)
        + """
        , current_session AS (
          SELECT %1$s FROM sessions WHERE session_id NOT IN (SELECT session_id FROM wanted)
          UNION ALL
          SELECT %1$s FROM summary
        ),
        current_suppressed AS (
          SELECT %2$s FROM suppressed_spans
          WHERE session_id NOT IN (SELECT session_id FROM wanted)
          UNION ALL
          SELECT %2$s FROM suppressed
        )
        """
            .formatted(SummarizeSessions.COLUMNS, SuppressUsage.COLUMNS);
  }
}
