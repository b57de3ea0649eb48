package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.store.JsonText;
import io.treeline.exporter.store.LogWriter;
import java.util.List;

/** Adds rows for log records; one that is sent again has the same id and is read once. */
final class ClickHouseLogWriter implements LogWriter {

  private static final List<String> COLUMNS =
      List.of(
          """
          project trace_id span_id log_id epoch_nanos position severity_number severity_text
          event_name body attributes service scope_name input_messages output_messages
          system_instructions tool_definitions
          """
              .strip()
              .split("\\s+"));

  private final Engine engine;
  private final Tables tables;
  private final Tokens tokens;

  ClickHouseLogWriter(Engine engine, Tables tables, Tokens tokens) {
    this.engine = engine;
    this.tables = tables;
    this.tokens = tokens;
  }

  @Override
  public void write(List<LogRecord> logs) {
    Rows rows = new Rows();
    for (LogRecord log : logs) {
      Long time = log.epochNanos();
      rows.text(tables.project().name())
          .id(log.key().traceId())
          .id(log.key().spanId())
          .id(log.id())
          .number(time == null ? 0 : time)
          .shortNumber(log.position())
          .shortNumberOrNull(log.severityNumber())
          .textOrNull(log.severityText())
          .textOrNull(log.eventName())
          .textOrNull(log.body() == null ? null : JsonText.write(log.body()))
          .text(JsonText.write(log.attributes()))
          .text(log.service())
          .textOrNull(log.scopeName())
          .textOrNull(log.content().inputMessages())
          .textOrNull(log.content().outputMessages())
          .textOrNull(log.content().systemInstructions())
          .textOrNull(log.content().toolDefinitions())
          .end();
    }
    engine.insert(
        tables.named("span_logs"),
        COLUMNS,
        rows,
        tokens.of(List.of(rows.bytesBetween(0, rows.size()))));
  }
}
