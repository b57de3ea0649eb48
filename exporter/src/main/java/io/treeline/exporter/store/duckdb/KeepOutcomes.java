package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionPaths;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts the findings of a session in the place of earlier ones. */
final class KeepOutcomes {

  private static final String KNOWN = "SELECT 1 FROM session_outcomes WHERE session_id = ?";

  private static final String REMOVE_SPANS = "DELETE FROM span_outcomes WHERE session_id = ?";

  private static final String PUT_SESSION =
      """
      INSERT OR REPLACE INTO session_outcomes
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String DONE =
      "DELETE FROM unanalyzed_sessions WHERE session_id = ? AND revision = ?";

  private KeepOutcomes() {}

  /** Inside the caller's transaction. */
  static void run(
      DuckDBConnection connection, SessionOutcomes outcomes, SessionPaths paths, long revision)
      throws SQLException {
    boolean known = isKnown(connection, outcomes.sessionId());
    if (known) {
      execute(connection, REMOVE_SPANS, outcomes.sessionId());
    }
    execute(connection, PUT_SESSION, values(outcomes));
    try (DuckDBAppender appender = connection.createAppender("span_outcomes")) {
      for (SessionOutcomes.SpanRow span : outcomes.spans()) {
        append(appender, outcomes.sessionId(), span);
      }
    }
    KeepPaths.run(connection, outcomes.sessionId(), paths, known);
    execute(connection, DONE, outcomes.sessionId(), revision);
  }

  /** By the key of sessions: tables without one are read as a whole to find a session's rows. */
  private static boolean isKnown(DuckDBConnection connection, String sessionId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        return result.next();
      }
    }
  }

  private static @Nullable Object[] values(SessionOutcomes all) {
    return new @Nullable Object[] {
      all.sessionId(),
      all.version(),
      all.recovery().nanos(),
      all.recovery().costUsd(),
      all.loops(),
      all.wasted().calls(),
      all.wasted().nanos(),
      all.wasted().inputTokens(),
      all.wasted().outputTokens(),
      all.wasted().costUsd(),
      all.comparedCalls(),
      all.unknownCalls(),
      all.humanFree(),
      all.interventions(),
      all.approved(),
      all.rejected(),
      all.handoffs(),
      all.limitsReached(),
      all.workingNanos(),
      all.waitingNanos(),
      all.idleNanos(),
      all.criticalNanos(),
      all.parallelism()
    };
  }

  private static void append(
      DuckDBAppender appender, String sessionId, SessionOutcomes.SpanRow span) throws SQLException {
    appender.beginRow();
    appender.append(sessionId);
    appender.append(Ids.trace(span.span().traceId()));
    appender.append(Ids.span(span.span().spanId()));
    appender.append(span.outcome());
    appender.append(span.path());
    appender.append(span.cause());
    AppendSpans.append(appender, span.nextStep());
    AppendSpans.append(appender, span.evidence());
    SpanKey by = span.recoveredBy();
    if (by == null) {
      appender.appendNull();
      appender.appendNull();
    } else {
      appender.append(Ids.trace(by.traceId()));
      appender.append(Ids.span(by.spanId()));
    }
    appender.append(span.attempts());
    appender.append(span.recovery().nanos());
    AppendSpans.append(appender, span.recovery().inputTokens());
    AppendSpans.append(appender, span.recovery().outputTokens());
    BigDecimal usd = Costs.scaled(span.span(), span.recovery().costUsd());
    if (usd == null) {
      appender.appendNull();
    } else {
      appender.append(usd);
    }
    AppendSpans.append(appender, span.loop());
    appender.append(span.redundant());
    appender.endRow();
  }

  private static void execute(
      DuckDBConnection connection, String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }
}
