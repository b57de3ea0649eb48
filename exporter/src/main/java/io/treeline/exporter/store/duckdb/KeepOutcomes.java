package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.OutcomeStore.Analysed;
import io.treeline.exporter.store.SessionOutcomes;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Puts the findings of some sessions in the place of earlier ones, with as many statements for many
 * as for one: to plan one takes longer than to run it.
 */
final class KeepOutcomes {

  private static final String KEPT = "kept_outcomes";
  private static final String REVISIONS = "kept_revisions";

  private static final List<String> OF_MANY_ROWS =
      List.of("span_outcomes", "session_places", "session_steps", "session_findings");

  private static final String KNOWN =
      """
      SELECT count(*) FROM session_outcomes
      WHERE session_id IN (SELECT session_id FROM temp.kept_revisions)
      """;

  private static final String REMOVE =
      """
      DELETE FROM %s WHERE session_id IN (
        SELECT session_id FROM session_outcomes
        WHERE session_id IN (SELECT session_id FROM temp.kept_revisions))
      """;

  private static final String PUT_SESSIONS =
      "INSERT OR REPLACE INTO session_outcomes SELECT * FROM temp.kept_outcomes";

  private static final String DONE =
      """
      DELETE FROM unanalyzed_sessions u USING temp.kept_revisions k
      WHERE u.session_id = k.session_id AND u.revision = k.revision
      """;

  // What changed meanwhile waits from now on.
  private static final String NOT_DONE =
      """
      UPDATE unanalyzed_sessions SET since_epoch_millis = %d
      WHERE session_id IN (SELECT session_id FROM temp.kept_revisions)
      """;

  /** Named when a session's cost does not fit. */
  private static final SpanKey OF_SESSION = new SpanKey("0".repeat(31) + "1", "0".repeat(15) + "1");

  private KeepOutcomes() {}

  /** Inside the caller's transaction. Of several of one session the last counts. */
  static void run(DuckDBConnection connection, List<Analysed> analysed) throws SQLException {
    Map<String, Analysed> distinct = new LinkedHashMap<>();
    analysed.forEach(each -> distinct.put(each.outcomes().sessionId(), each));
    Collection<Analysed> all = distinct.values();
    try (Statement statement = connection.createStatement()) {
      stage(connection, statement, all);
      if (anyIsKnown(statement)) {
        // Tables without a key are read as a whole to find a session's rows.
        for (String table : OF_MANY_ROWS) {
          statement.execute(REMOVE.formatted(table));
        }
      }
      statement.execute(PUT_SESSIONS);
      append(connection, all);
      statement.execute(DONE);
      statement.execute(NOT_DONE.formatted(System.currentTimeMillis()));
    }
  }

  private static boolean anyIsKnown(Statement statement) throws SQLException {
    try (var result = statement.executeQuery(KNOWN)) {
      result.next();
      return result.getLong(1) > 0;
    }
  }

  private static void stage(
      DuckDBConnection connection, Statement statement, Collection<Analysed> all)
      throws SQLException {
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE %s (session_id VARCHAR, revision BIGINT)"
            .formatted(REVISIONS));
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE %s AS FROM session_outcomes LIMIT 0".formatted(KEPT));
    try (DuckDBAppender appender = connection.createAppender("temp", "main", REVISIONS)) {
      for (Analysed each : all) {
        appender.beginRow();
        appender.append(each.outcomes().sessionId());
        appender.append(each.revision());
        appender.endRow();
      }
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", KEPT)) {
      for (Analysed each : all) {
        append(appender, each.outcomes());
      }
    }
  }

  private static void append(DuckDBConnection connection, Collection<Analysed> all)
      throws SQLException {
    try (DuckDBAppender appender = connection.createAppender("span_outcomes")) {
      for (Analysed each : all) {
        for (SessionOutcomes.SpanRow span : each.outcomes().spans()) {
          append(appender, each.outcomes().sessionId(), span);
        }
      }
    }
    KeepPaths.run(connection, all);
  }

  private static void append(DuckDBAppender appender, SessionOutcomes all) throws SQLException {
    appender.beginRow();
    appender.append(all.sessionId());
    appender.append(all.version());
    appender.append(all.recovery().nanos());
    append(appender, Costs.scaled(OF_SESSION, all.recovery().costUsd()));
    appender.append(all.loops());
    appender.append(all.wasted().calls());
    appender.append(all.wasted().nanos());
    AppendSpans.append(appender, all.wasted().inputTokens());
    AppendSpans.append(appender, all.wasted().outputTokens());
    append(appender, Costs.scaled(OF_SESSION, all.wasted().costUsd()));
    appender.append(all.comparedCalls());
    appender.append(all.unknownCalls());
    appender.append(all.humanFree());
    appender.append(all.interventions());
    appender.append(all.approved());
    appender.append(all.rejected());
    appender.append(all.handoffs());
    appender.append(all.limitsReached());
    appender.append(all.workingNanos());
    appender.append(all.waitingNanos());
    appender.append(all.idleNanos());
    appender.append(all.criticalNanos());
    appender.append(all.parallelism());
    appender.endRow();
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
    append(appender, Costs.scaled(span.span(), span.recovery().costUsd()));
    AppendSpans.append(appender, span.loop());
    appender.append(span.redundant());
    appender.endRow();
  }

  private static void append(DuckDBAppender appender, @Nullable BigDecimal usd)
      throws SQLException {
    if (usd == null) {
      appender.appendNull();
    } else {
      appender.append(usd);
    }
  }
}
