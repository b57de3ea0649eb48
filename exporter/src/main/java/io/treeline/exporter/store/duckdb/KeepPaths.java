package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.OutcomeStore.Analysed;
import io.treeline.exporter.store.SessionPaths;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Keeps what sessions did where. */
final class KeepPaths {

  private KeepPaths() {}

  /** Inside the caller's transaction; nothing is kept of these sessions any more. */
  static void run(DuckDBConnection connection, Collection<Analysed> all) throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("session_places")) {
      for (Analysed each : all) {
        for (SessionPaths.Place place : each.paths().places()) {
          append(appender, each.outcomes().sessionId(), place);
        }
      }
    }
    try (DuckDBAppender appender = connection.createAppender("session_steps")) {
      for (Analysed each : all) {
        for (SessionPaths.Step step : each.paths().steps()) {
          append(appender, each.outcomes().sessionId(), step);
        }
      }
    }
    try (DuckDBAppender appender = connection.createAppender("session_findings")) {
      for (Analysed each : all) {
        for (SessionPaths.Finding finding : each.paths().findings()) {
          append(appender, each.outcomes().sessionId(), finding);
        }
      }
    }
  }

  private static void append(DuckDBAppender appender, String sessionId, SessionPaths.Step step)
      throws SQLException {
    appender.beginRow();
    appender.append(sessionId);
    appender.append(step.path());
    AppendSpans.append(appender, step.from());
    AppendSpans.append(appender, step.to());
    appender.append(step.times());
    appender.endRow();
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
    appender.append(place.estimatedCalls());
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
