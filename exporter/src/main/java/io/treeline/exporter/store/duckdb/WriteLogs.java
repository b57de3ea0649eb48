package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Adds the log records that are not stored yet. */
final class WriteLogs {

  private static final String KNOWN_TRACES =
      """
      SELECT min(first_epoch_nanos) AS first, max(last_epoch_nanos) AS last
      FROM log_traces
      WHERE trace_id IN (%s)
      """;

  private static final String STORED =
      """
      SELECT log_id
      FROM span_logs
      WHERE epoch_nanos BETWEEN %d AND %d AND trace_id IN (%s)
      """;

  private static final String STAGE =
      "CREATE OR REPLACE TEMP TABLE staged_log_traces AS FROM log_traces LIMIT 0";

  private static final String UPSERT =
      """
      INSERT INTO log_traces FROM staged_log_traces
      ON CONFLICT (trace_id) DO UPDATE SET
        first_epoch_nanos = least(first_epoch_nanos, excluded.first_epoch_nanos),
        last_epoch_nanos = greatest(last_epoch_nanos, excluded.last_epoch_nanos)
      """;

  private WriteLogs() {}

  /** Inside the caller's transaction. */
  static void run(DuckDBConnection connection, ContentIds ids, List<EncodedLog> logs)
      throws SQLException {
    if (logs.isEmpty()) {
      return;
    }
    Map<UUID, EncodedLog> fresh = new LinkedHashMap<>();
    logs.forEach(log -> fresh.putIfAbsent(log.id(), log));
    try (Statement statement = connection.createStatement()) {
      fresh.keySet().removeAll(stored(statement, fresh.values().stream().toList()));
      if (fresh.isEmpty()) {
        return;
      }
      try (ContentAppender contents = new ContentAppender(connection, ids);
          DuckDBAppender appender = connection.createAppender("span_logs")) {
        for (EncodedLog log : fresh.values()) {
          append(appender, log, contents);
        }
      }
      writeTraces(connection, statement, fresh.values().stream().toList());
    }
  }

  private static Set<UUID> stored(Statement statement, List<EncodedLog> logs) throws SQLException {
    String traces =
        logs.stream()
            .map(EncodedLog::traceId)
            .distinct()
            .map(id -> "'" + id + "'::UUID")
            .collect(Collectors.joining(", "));
    Long first;
    Long last;
    try (ResultSet result = statement.executeQuery(KNOWN_TRACES.formatted(traces))) {
      Row row = new Row(result);
      row.next();
      first = row.numberOrNull("first");
      last = row.numberOrNull("last");
    }
    Set<UUID> stored = new HashSet<>();
    if (first == null || last == null) {
      return stored;
    }
    try (ResultSet result = statement.executeQuery(STORED.formatted(first, last, traces))) {
      Row row = new Row(result);
      while (row.next()) {
        stored.add(Ids.trace(row.traceId("log_id")));
      }
    }
    return stored;
  }

  private static void append(DuckDBAppender appender, EncodedLog encoded, ContentAppender contents)
      throws SQLException {
    appender.beginRow();
    appender.append(encoded.traceId());
    appender.append(encoded.spanId());
    appender.append(encoded.id());
    appender.append(encoded.epochNanos());
    appender.append(encoded.log().position());
    Integer severity = encoded.log().severityNumber();
    if (severity == null) {
      appender.appendNull();
    } else {
      appender.append(severity.intValue());
    }
    AppendSpans.append(appender, encoded.log().severityText());
    AppendSpans.append(appender, encoded.log().eventName());
    AppendSpans.append(appender, encoded.body());
    appender.append(encoded.attributes());
    appender.append(encoded.log().service());
    AppendSpans.append(appender, encoded.log().scopeName());
    appender.append(contents.window());
    for (int i = 0; i < EncodedContent.COLUMNS_OF_LOGS; i++) {
      contents.append(appender, encoded.content().texts().get(i));
    }
    appender.endRow();
  }

  private static void writeTraces(
      DuckDBConnection connection, Statement statement, List<EncodedLog> logs) throws SQLException {
    Map<UUID, long[]> bounds = new HashMap<>();
    for (EncodedLog log : logs) {
      long time = log.epochNanos();
      long[] known = bounds.computeIfAbsent(log.traceId(), id -> new long[] {time, time});
      known[0] = Math.min(known[0], time);
      known[1] = Math.max(known[1], time);
    }
    statement.execute(STAGE);
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "staged_log_traces")) {
      for (Map.Entry<UUID, long[]> trace : bounds.entrySet()) {
        appender.beginRow();
        appender.append(trace.getKey());
        appender.append(trace.getValue()[0]);
        appender.append(trace.getValue()[1]);
        appender.endRow();
      }
    }
    statement.execute(UPSERT);
  }
}
