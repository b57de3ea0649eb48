package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.SessionPaths;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts what a session did where in the place of what was known before. */
final class KeepPaths {

  private KeepPaths() {}

  /**
   * Inside the caller's transaction.
   *
   * @param known whether anything may be kept of the session already: to look for it reads all rows
   */
  static void run(DuckDBConnection connection, String sessionId, SessionPaths paths, boolean known)
      throws SQLException {
    if (known) {
      remove(connection, "session_places", sessionId);
      remove(connection, "session_steps", sessionId);
      remove(connection, "session_findings", sessionId);
    }
    try (DuckDBAppender appender = connection.createAppender("session_places")) {
      for (SessionPaths.Place place : paths.places()) {
        append(appender, sessionId, place);
      }
    }
    try (DuckDBAppender appender = connection.createAppender("session_steps")) {
      for (SessionPaths.Step step : paths.steps()) {
        appender.beginRow();
        appender.append(sessionId);
        appender.append(step.path());
        AppendSpans.append(appender, step.from());
        AppendSpans.append(appender, step.to());
        appender.append(step.times());
        appender.endRow();
      }
    }
    try (DuckDBAppender appender = connection.createAppender("session_findings")) {
      for (SessionPaths.Finding finding : paths.findings()) {
        append(appender, sessionId, finding);
      }
    }
  }

  private static void remove(DuckDBConnection connection, String table, String sessionId)
      throws SQLException {
    String sql = "DELETE FROM " + table + " WHERE session_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, sessionId);
      statement.execute();
    }
  }

  private static void append(DuckDBAppender appender, String sessionId, SessionPaths.Place place)
      throws SQLException {
    appender.beginRow();
    appender.append(sessionId);
    appender.append(place.path());
    AppendSpans.append(appender, place.kind() == null ? null : place.kind().name());
    appender.append(place.visits());
    appender.append(place.failed());
    appender.append(place.recovered());
    appender.append(place.visitNanos());
    appender.append(place.criticalNanos());
    append(appender, place.longest(), place.self());
    append(appender, place.longest(), place.subtree());
    appender.append(place.llmCalls());
    appender.append(place.toolCalls());
    appender.append(place.unpricedCalls());
    appender.append(Ids.trace(place.longest().traceId()));
    appender.append(Ids.span(place.longest().spanId()));
    appender.endRow();
  }

  private static void append(
      DuckDBAppender appender, String sessionId, SessionPaths.Finding finding) throws SQLException {
    appender.beginRow();
    appender.append(sessionId);
    appender.append(finding.kind());
    appender.append(finding.path());
    appender.append(finding.subject());
    appender.append(Ids.trace(finding.span().traceId()));
    appender.append(Ids.span(finding.span().spanId()));
    appender.append(finding.times());
    appender.append(finding.nanos());
    append(appender, finding.span(), finding.usage());
    appender.endRow();
  }

  private static void append(DuckDBAppender appender, SpanKey span, PlaceUsage usage)
      throws SQLException {
    AppendSpans.append(appender, usage.inputTokens());
    AppendSpans.append(appender, usage.outputTokens());
    @Nullable BigDecimal usd = Costs.scaled(span, usage.costUsd());
    if (usd == null) {
      appender.appendNull();
    } else {
      appender.append(usd);
    }
  }
}
