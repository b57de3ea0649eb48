package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The table {@code stale_sessions} and the writing thread's copy of it, which spares it from
 * asking. Only the writing thread uses it.
 */
final class StaleSessions {

  private final Set<String> committed = new LinkedHashSet<>();

  static StaleSessions load(DuckDBConnection connection) throws SQLException {
    StaleSessions stale = new StaleSessions();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT session_id FROM stale_sessions")) {
      Row row = new Row(result);
      while (row.next()) {
        stale.committed.add(row.text("session_id"));
      }
    }
    return stale;
  }

  /** Takes these up again after all others. */
  void putOff(List<String> sessions) {
    committed.removeAll(Set.copyOf(sessions));
    committed.addAll(sessions);
  }

  boolean isEmpty() {
    return committed.isEmpty();
  }

  /** Adds those that are not in the table, which is true once the caller has committed. */
  void append(DuckDBConnection connection, Set<String> sessions) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("stale_sessions")) {
      for (String session : sessions) {
        if (!committed.contains(session)) {
          appender.beginRow();
          appender.append(session);
          appender.endRow();
        }
      }
    }
  }

  void committed(Set<String> sessions) {
    committed.addAll(sessions);
  }

  /** The first of them; those touched last come last. */
  List<String> first(int most) {
    return committed.stream().limit(most).toList();
  }

  void refreshed(List<String> sessions) {
    sessions.forEach(committed::remove);
  }
}
