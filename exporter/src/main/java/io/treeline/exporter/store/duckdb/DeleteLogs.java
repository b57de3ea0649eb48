package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * Removes log records from before a time.
 *
 * @param before records of traces whose last one is older
 * @param orphans only those whose spans are not stored: the others go with their session
 */
record DeleteLogs(long before, boolean orphans) implements GroupCommit.Change {

  @Override
  public Set<String> run(DuckDBConnection connection) throws SQLException {
    String traces =
        "SELECT trace_id FROM log_traces WHERE last_epoch_nanos < "
            + before
            + (orphans ? " AND trace_id NOT IN (SELECT trace_id FROM traces)" : "");
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("span_logs", "log_traces")) {
        statement.execute("DELETE FROM %s WHERE trace_id IN (%s)".formatted(table, traces));
      }
    }
    return Set.of();
  }
}
