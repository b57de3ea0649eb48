package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.rows.OutcomesOfRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** Reads the findings of a session. */
final class SelectOutcomes {

  private static final String SESSION = "SELECT * FROM session_outcomes WHERE session_id = ?";

  private static final String SPANS =
      """
      SELECT o.*
      FROM span_outcomes o
      WHERE o.session_id = ?
      ORDER BY o.trace_id, o.span_id
      """;

  private SelectOutcomes() {}

  static Optional<SessionOutcomes> run(DuckDBConnection connection, String sessionId)
      throws SQLException {
    List<SpanRow> spans = spans(connection, sessionId);
    try (PreparedStatement statement = connection.prepareStatement(SESSION)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        return row.next() ? Optional.of(OutcomesOfRow.session(row, spans)) : Optional.empty();
      }
    }
  }

  private static List<SpanRow> spans(DuckDBConnection connection, String sessionId)
      throws SQLException {
    List<SpanRow> spans = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SPANS)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          spans.add(OutcomesOfRow.span(row));
        }
      }
    }
    return spans;
  }
}
