package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.SpanKey;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts scores in the place of those with their ids, and removes others. */
final class WriteScores {

  private static final String STAGE =
      "CREATE OR REPLACE TEMP TABLE staged_scores AS FROM scores LIMIT 0";

  private static final String STAGE_REMOVED =
      "CREATE OR REPLACE TEMP TABLE removed_scores (score_id VARCHAR NOT NULL)";

  private static final String REMOVE =
      "DELETE FROM scores WHERE score_id IN (SELECT score_id FROM removed_scores)";

  private static final String UPSERT =
      """
      INSERT INTO scores FROM staged_scores
      ON CONFLICT (score_id) DO UPDATE SET
        name = excluded.name,
        value_type = excluded.value_type,
        number = excluded.number,
        label = excluded.label,
        source = excluded.source,
        comment = excluded.comment,
        epoch_nanos = excluded.epoch_nanos,
        target = excluded.target,
        trace_id = excluded.trace_id,
        span_id = excluded.span_id,
        session_id = excluded.session_id,
        session_name = excluded.session_name,
        path = excluded.path,
        response_id = excluded.response_id,
        metadata = excluded.metadata
      """;

  private WriteScores() {}

  /** Inside the caller's transaction. */
  static void run(DuckDBConnection connection, List<ScoreChange> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    Map<String, ScoreChange> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.id(), change));
    List<ScoreChange> removed = last.values().stream().filter(c -> c.score() == null).toList();
    List<ScoreChange> put = last.values().stream().filter(c -> c.score() != null).toList();
    try (Statement statement = connection.createStatement()) {
      if (!removed.isEmpty()) {
        remove(connection, statement, removed);
      }
      if (!put.isEmpty()) {
        put(connection, statement, put);
      }
    }
  }

  private static void remove(
      DuckDBConnection connection, Statement statement, List<ScoreChange> removed)
      throws SQLException {
    statement.execute(STAGE_REMOVED);
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "removed_scores")) {
      for (ScoreChange change : removed) {
        appender.beginRow();
        appender.append(change.id());
        appender.endRow();
      }
    }
    statement.execute(REMOVE);
  }

  private static void put(DuckDBConnection connection, Statement statement, List<ScoreChange> put)
      throws SQLException {
    statement.execute(STAGE);
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_scores")) {
      for (ScoreChange change : put) {
        appender.beginRow();
        append(appender, java.util.Objects.requireNonNull(change.score()), change.metadata());
        appender.endRow();
      }
    }
    statement.execute(UPSERT);
  }

  private static void append(DuckDBAppender appender, Score score, String metadata)
      throws SQLException {
    appender.append(score.id());
    appender.append(score.name());
    appender.append(score.value().type().name());
    Double number = score.value().number();
    if (number == null) {
      appender.appendNull();
    } else {
      appender.append(number.doubleValue());
    }
    AppendSpans.append(appender, score.value().label());
    appender.append(score.source());
    AppendSpans.append(appender, score.comment());
    appender.append(score.epochNanos());
    appendTarget(appender, score.target());
    appender.append(metadata);
  }

  private static void appendTarget(DuckDBAppender appender, ScoreTarget target)
      throws SQLException {
    appender.append(target.kind().name());
    appendTrace(appender, target.traceId());
    SpanKey span = target.spanKey();
    AppendSpans.append(appender, span == null ? null : Long.valueOf(Ids.span(span.spanId())));
    AppendSpans.append(appender, target.sessionId());
    AppendSpans.append(appender, target.sessionName());
    AppendSpans.append(appender, target.path());
    AppendSpans.append(appender, target.responseId());
  }

  private static void appendTrace(DuckDBAppender appender, @Nullable String traceId)
      throws SQLException {
    if (traceId == null) {
      appender.appendNull();
    } else {
      appender.append(Ids.trace(traceId));
    }
  }
}
