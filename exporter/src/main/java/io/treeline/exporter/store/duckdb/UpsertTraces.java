package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Adds rows to {@code traces}, or replaces them. */
final class UpsertTraces {

  private static final String STAGE =
      "CREATE OR REPLACE TEMP TABLE staged_traces AS FROM traces LIMIT 0";

  private static final String UPSERT =
      """
      INSERT INTO traces (trace_id, first_start_epoch_nanos, last_start_epoch_nanos,
        session_id, session_id_source,
        root_span_id, root_start_epoch_nanos, root_session_id, root_session_id_source,
        named_span_id, named_start_epoch_nanos, named_session_id, named_session_id_source)
      SELECT trace_id, first_start_epoch_nanos, last_start_epoch_nanos,
        session_id, session_id_source,
        root_span_id, root_start_epoch_nanos, root_session_id, root_session_id_source,
        named_span_id, named_start_epoch_nanos, named_session_id, named_session_id_source
      FROM staged_traces
      ON CONFLICT (trace_id) DO UPDATE SET
        first_start_epoch_nanos = excluded.first_start_epoch_nanos,
        last_start_epoch_nanos = excluded.last_start_epoch_nanos,
        session_id = excluded.session_id,
        session_id_source = excluded.session_id_source,
        root_span_id = excluded.root_span_id,
        root_start_epoch_nanos = excluded.root_start_epoch_nanos,
        root_session_id = excluded.root_session_id,
        root_session_id_source = excluded.root_session_id_source,
        named_span_id = excluded.named_span_id,
        named_start_epoch_nanos = excluded.named_start_epoch_nanos,
        named_session_id = excluded.named_session_id,
        named_session_id_source = excluded.named_session_id_source
      """;

  private UpsertTraces() {}

  /** Adds traces that are not stored: cheap, as nothing need be staged. */
  static void add(DuckDBConnection connection, Collection<TraceState> traces) throws SQLException {
    if (traces.isEmpty()) {
      return;
    }
    try (DuckDBAppender appender = connection.createAppender("traces")) {
      append(appender, traces);
    }
  }

  /** Replaces traces that are stored. */
  static void replace(DuckDBConnection connection, Collection<TraceState> traces)
      throws SQLException {
    if (traces.isEmpty()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(STAGE);
      try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_traces")) {
        append(appender, traces);
      }
      statement.execute(UPSERT);
    }
  }

  private static void append(DuckDBAppender appender, Collection<TraceState> traces)
      throws SQLException {
    for (TraceState trace : traces) {
      append(appender, trace);
    }
  }

  private static void append(DuckDBAppender appender, TraceState trace) throws SQLException {
    TraceState.Candidate giver = trace.giver();
    appender.beginRow();
    appender.append(trace.traceId());
    appender.append(trace.firstStart());
    appender.append(trace.lastStart());
    appendSession(appender, giver);
    append(appender, trace.root());
    append(appender, trace.named());
    appender.endRow();
  }

  private static void append(DuckDBAppender appender, TraceState.@Nullable Candidate span)
      throws SQLException {
    AppendSpans.append(appender, span == null ? null : Long.valueOf(span.spanId()));
    AppendSpans.append(appender, span == null ? null : Long.valueOf(span.start()));
    appendSession(appender, span);
  }

  private static void appendSession(DuckDBAppender appender, TraceState.@Nullable Candidate span)
      throws SQLException {
    AppendSpans.append(appender, span == null ? null : span.sessionId());
    AppendSpans.append(
        appender, span == null || span.source() == null ? null : span.source().name());
  }
}
