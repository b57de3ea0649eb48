package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SqlDialect;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.ContentHits;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.LoggedContent;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.SpanInSession;
import io.treeline.exporter.store.SpanListQuery;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** Answers each question with the statement that is named after it. */
final class DuckDbSpanReader implements SpanReader {

  private static final Comparator<LogRecord> BY_TIME =
      Comparator.comparing(
              LogRecord::epochNanos, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
          .thenComparingInt(LogRecord::position)
          .thenComparing(LogRecord::id);

  private final ReadConnections connections;

  DuckDbSpanReader(ReadConnections connections) {
    this.connections = connections;
  }

  @Override
  public SessionRows findSessions(SessionQuery query) {
    return connections.read(connection -> FindSessions.run(connection, query));
  }

  @Override
  public AggregateRows aggregate(AggregateQuery query, DerivePaths paths) {
    return connections.read(connection -> Aggregate.run(connection, query, paths));
  }

  @Override
  public List<SpanInSession> findSpans(SpanListQuery query, DerivePaths paths) {
    return connections.read(connection -> SelectCountedSpans.run(connection, query, paths));
  }

  @Override
  public SqlDialect sqlDialect() {
    return SqlExamples.DIALECT;
  }

  @Override
  public SqlResult sql(SqlQuery query, DerivePaths paths) {
    return connections.read(connection -> new RunSql(connection, query, paths).run());
  }

  @Override
  public ContentHits search(ContentQuery query) {
    return connections.read(connection -> new SearchContent(connection, query).run());
  }

  @Override
  public Optional<SessionRow> session(String sessionId) {
    return connections.read(connection -> SelectSession.run(connection, sessionId));
  }

  @Override
  public List<Span> spansOf(String sessionId, boolean withContent) {
    return connections.read(
        connection -> {
          List<Span> spans = SelectSpansOfSession.run(connection, sessionId, withContent);
          return withContent ? withLogs(connection, sessionId, spans) : spans;
        });
  }

  @Override
  public Map<String, List<Span>> spansToAnalyse(Collection<String> sessionIds) {
    return connections.read(connection -> SelectSpansToAnalyse.run(connection, sessionIds));
  }

  @Override
  public List<Span> withContent(List<Span> spans) {
    return connections.read(connection -> SelectContent.add(connection, spans));
  }

  @Override
  public Optional<Span> span(SpanKey key) {
    return connections.read(
        connection -> {
          Optional<Span> span = SelectSpan.run(connection, key);
          return span.isEmpty()
              ? span
              : Optional.of(LoggedContent.fill(span.get(), SelectLogs.ofSpan(connection, key)));
        });
  }

  @Override
  public List<LogRecord> logsOf(SpanKey key) {
    return connections.read(connection -> SelectLogs.ofSpan(connection, key));
  }

  @Override
  public List<LogRecord> logsOf(String sessionId) {
    return connections.read(
        connection -> {
          Map<SpanKey, List<LogRecord>> logs = SelectLogs.ofTraces(connection, sessionId);
          if (logs.isEmpty()) {
            return List.of();
          }
          Set<SpanKey> own = new HashSet<>();
          SelectSpansOfSession.run(connection, sessionId, false)
              .forEach(span -> own.add(span.key()));
          return logs.values().stream()
              .flatMap(List::stream)
              .filter(log -> own.contains(log.key()))
              .sorted(BY_TIME)
              .toList();
        });
  }

  private static List<Span> withLogs(
      DuckDBConnection connection, String sessionId, List<Span> spans) throws SQLException {
    Map<SpanKey, List<LogRecord>> logs = SelectLogs.ofTraces(connection, sessionId);
    return logs.isEmpty()
        ? spans
        : spans.stream()
            .map(span -> LoggedContent.fill(span, logs.getOrDefault(span.key(), List.of())))
            .toList();
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
