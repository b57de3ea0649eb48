package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.store.JsonText;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans that have what a path may hang on, and nothing else: of many sessions at once, to
 * read all columns takes ten times as long. One per result.
 */
final class PathColumns {

  private static final Origin NOWHERE = new Origin("", Map.of(), null, null, Map.of());

  /**
   * Columns of {@code spans s}. Attributes only where a path may depend on them: to read them takes
   * longest.
   */
  static final String OF_SPAN =
      """
      s.trace_id, %s, %s, s.start_epoch_nanos, s.name, s.path, s.operation, s.operation_name,
        s.agent_name, s.tool_name, CASE WHEN s.operation = 'WORKFLOW' THEN s.attributes END
        AS attributes\
      """
          .formatted(SpanColumns.bits("span_id"), SpanColumns.bits("parent_span_id"));

  private final Row row;
  private final Map<List<@Nullable String>, Operation> operations = new HashMap<>();
  private String trace = "";
  private @Nullable UUID lastTrace;

  PathColumns(Row row) {
    this.row = row;
  }

  /** Of a row with {@link #OF_SPAN}. */
  Span span() throws SQLException {
    Long parent = row.numberOrNull("parent_span_id");
    String path = row.textOrNull("path");
    String attributes = row.textOrNull("attributes");
    return new Span(
        new SpanKey(trace(), Ids.hex(row.number("span_id"))),
        parent == null ? null : Ids.hex(parent),
        row.text("name"),
        SpanKind.INTERNAL,
        row.number("start_epoch_nanos"),
        null,
        SpanStatus.UNSET,
        null,
        null,
        null,
        NOWHERE,
        path == null
            ? SessionFacts.NONE
            : new SessionFacts(
                null,
                null,
                null,
                null,
                null,
                path,
                null,
                SessionFacts.NONE.properties(),
                List.of()),
        operation(),
        Content.NONE,
        attributes == null ? Map.of() : JsonText.attributes(attributes),
        List.of(),
        List.of(),
        "");
  }

  private String trace() throws SQLException {
    UUID id = row.uuid("trace_id");
    if (!id.equals(lastTrace)) {
      lastTrace = id;
      trace = Ids.hex(id);
    }
    return trace;
  }

  private Operation operation() throws SQLException {
    List<@Nullable String> facts =
        Arrays.asList(
            row.text("operation"),
            row.textOrNull("operation_name"),
            row.textOrNull("agent_name"),
            row.textOrNull("tool_name"));
    Operation known = operations.get(facts);
    if (known != null) {
      return known;
    }
    Operation operation =
        Operation.builder(OperationKind.valueOf(row.text("operation")))
            .name(facts.get(1))
            .agentName(facts.get(2))
            .toolName(facts.get(3))
            .build();
    operations.put(facts, operation);
    return operation;
  }
}
