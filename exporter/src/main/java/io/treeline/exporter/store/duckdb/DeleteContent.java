package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Removes the content of some of the spans that started before a time. Used once. */
final class DeleteContent implements GroupCommit.Change {

  private static final int ROWS_AT_ONCE = 20_000;

  private static final String END =
      """
      SELECT max(start_epoch_nanos) AS last FROM (
        SELECT start_epoch_nanos FROM span_content
        WHERE start_epoch_nanos < %d ORDER BY start_epoch_nanos LIMIT %d)
      """;

  private final long before;
  private final Set<Integer> windows = new HashSet<>();
  private long deleted;

  DeleteContent(long before) {
    this.before = before;
  }

  @Override
  public Set<String> run(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Long last;
      try (ResultSet result = statement.executeQuery(END.formatted(before, ROWS_AT_ONCE))) {
        Row row = new Row(result);
        row.next();
        last = row.numberOrNull("last");
      }
      if (last == null) {
        return Set.of();
      }
      String old = " FROM span_content WHERE start_epoch_nanos <= " + last;
      try (ResultSet result = statement.executeQuery("SELECT DISTINCT window_id" + old)) {
        Row row = new Row(result);
        while (row.next()) {
          windows.add(Math.toIntExact(row.number("window_id")));
        }
      }
      deleted = statement.executeUpdate("DELETE" + old);
    }
    return Set.of();
  }

  /** Windows of content whose pieces may be needed no longer. */
  Set<Integer> windows() {
    return windows;
  }

  long deleted() {
    return deleted;
  }
}
