package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.SpanReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Answers each question with the statement that is named after it. */
final class DuckDbSpanReader implements SpanReader {

  private final ReadConnections connections;

  DuckDbSpanReader(ReadConnections connections) {
    this.connections = connections;
  }

  @Override
  public SessionRows findSessions(SessionQuery query) {
    return connections.read(connection -> FindSessions.run(connection, query));
  }

  @Override
  public Optional<SessionRow> session(String sessionId) {
    return connections.read(connection -> SelectSession.run(connection, sessionId));
  }

  @Override
  public List<Span> spansOf(String sessionId, boolean withContent) {
    return connections.read(
        connection -> SelectSpansOfSession.run(connection, sessionId, withContent));
  }

  @Override
  public Optional<Span> span(SpanKey key) {
    return connections.read(connection -> SelectSpan.run(connection, key));
  }

  @Override
  public Optional<String> sessionOf(SpanKey key) {
    return connections.read(connection -> SelectSessionOfSpan.run(connection, key));
  }

  @Override
  public Optional<String> tagOfSession(String sessionId) {
    return connections.read(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement("SELECT tag FROM session_tags WHERE session_id = ?")) {
            statement.setString(1, sessionId);
            try (ResultSet result = statement.executeQuery()) {
              Row row = new Row(result);
              return row.next() ? Optional.of(row.text("tag")) : Optional.empty();
            }
          }
        });
  }

  /** Cheap: also tells whether the engine answers at all. */
  long countStaleSessions() {
    return connections.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet result =
                  statement.executeQuery("SELECT count(*) AS stale FROM stale_sessions")) {
            Row row = new Row(result);
            row.next();
            return row.number("stale");
          }
        });
  }
}
