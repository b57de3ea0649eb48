package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SessionFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;

/**
 * The temporary table {@code chosen_sessions}: those that a filter chooses, for several statements
 * of one read. It lasts as long as the reader's transaction.
 */
final class ChosenSessions {

  private ChosenSessions() {}

  static void fill(DuckDBConnection connection, SessionFilter filter) throws SQLException {
    if (filter.content() != null) {
      ContentSessions.fill(connection, filter.content(), filter.range());
    }
    Conditions conditions = new Conditions();
    conditions.addRange(filter);
    conditions.addOfSession(filter);
    conditions.addOfAnySpan(filter);
    String sql =
        "CREATE OR REPLACE TEMP TABLE chosen_sessions AS "
            + CurrentSessions.with(connection)
            + """
            SELECT session_id, status <> 'ERROR' AS succeeded,
              session_id IN (SELECT session_id FROM unanalyzed_sessions)
                OR session_id IN (SELECT session_id FROM stale_sessions) AS pending
            FROM current_session
            WHERE %s
            """
                .formatted(conditions);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      conditions.setParameters(statement, 1);
      statement.execute();
    }
  }
}
