package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.rows.LogOfRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads log records by time, position and id. */
final class ReadLogs {

  private static final String SELECT =
      """
      SELECT lower(hex(l.trace_id)) AS trace_id, lower(hex(l.span_id)) AS span_id,
        lower(hex(l.log_id)) AS log_id, l.epoch_nanos AS epoch_nanos, l.position AS position,
        l.severity_number AS severity_number, l.severity_text AS severity_text,
        l.event_name AS event_name, l.body AS body, l.attributes AS attributes,
        l.service AS service, l.scope_name AS scope_name, l.input_messages AS input_messages,
        l.output_messages AS output_messages, l.system_instructions AS system_instructions,
        l.tool_definitions AS tool_definitions
      FROM @span_logs AS l
      WHERE
      """;
  private static final String ORDER = " ORDER BY l.epoch_nanos, l.position, l.log_id";

  private final Engine engine;
  private final Tables tables;

  ReadLogs(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** Those of one span. */
  List<LogRecord> ofSpan(SpanKey key) {
    return run(
        tables.in(SELECT)
            + "l.trace_id = %s AND l.span_id = %s"
                .formatted(Sql.id(key.traceId()), Sql.id(key.spanId())));
  }

  /** Those of all traces a session may have spans in, also of spans that are not the session's. */
  Map<SpanKey, List<LogRecord>> ofTraces(String sessionId) {
    String sql =
        tables.in(
                SELECT + "(l.trace_id IN (SELECT trace_id FROM @session_traces WHERE session_id = ")
            + Sql.text(sessionId)
            + ") OR l.trace_id = "
            + ReadSpans.traceOrNothing(sessionId)
            + ")";
    Map<SpanKey, List<LogRecord>> bySpan = new HashMap<>();
    for (LogRecord log : run(sql)) {
      bySpan.computeIfAbsent(log.key(), key -> new ArrayList<>()).add(log);
    }
    return bySpan;
  }

  private List<LogRecord> run(String sql) {
    return engine.read(
        sql + ORDER,
        row -> {
          List<LogRecord> logs = new ArrayList<>();
          while (row.next()) {
            logs.add(log(row));
          }
          return logs;
        });
  }

  private static LogRecord log(Row row) {
    LogRecord log = LogOfRow.read(row);
    Content content =
        new Content(
            row.textOrNull("input_messages"),
            row.textOrNull("output_messages"),
            row.textOrNull("system_instructions"),
            row.textOrNull("tool_definitions"),
            null,
            null,
            null,
            null);
    return content.isEmpty() ? log : log.withContent(content);
  }
}
