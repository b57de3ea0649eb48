package io.treeline.exporter.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Between which times the spans of some sessions' traces start. Known before the spans are read, it
 * lets the engine skip the blocks of rows that lie elsewhere.
 */
final class SelectBounds {

  private static final String SQL =
      """
      SELECT min(t.first_start_epoch_nanos) AS first_start, max(t.last_start_epoch_nanos) AS last_start
      FROM traces t
      WHERE t.trace_id IN (
        SELECT st.trace_id FROM session_traces st WHERE st.session_id IN (%s))
      """;

  /** Both inclusive. */
  record Bounds(long firstStart, long lastStart) {}

  private SelectBounds() {}

  /**
   * Null when no trace has spans of these sessions.
   *
   * @param wanted query for the sessions
   * @param parameters its parameters
   */
  static @Nullable Bounds run(DuckDBConnection connection, String wanted, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL.formatted(wanted))) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        row.next();
        Long first = row.numberOrNull("first_start");
        Long last = row.numberOrNull("last_start");
        return first == null || last == null ? null : new Bounds(first, last);
      }
    }
  }
}
