package io.treeline.exporter.store.duckdb;

import static io.treeline.exporter.store.AnalysedParts.anyOf;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.AnalysedParts;
import io.treeline.exporter.store.JsonText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads of many sessions what an analysis looks at: one statement, as planning one takes longer
 * than reading a small session, and few columns, as most of a span is not asked for.
 */
final class SelectSpansToAnalyse {

  private static final String SQL =
      """
      SELECT coalesce(s.session_id, t.session_id, replace(s.trace_id::VARCHAR, '-', '')) AS member,
        s.trace_id, %s, %s, s.name, s.start_epoch_nanos, s.end_epoch_nanos,
        s.status = 'ERROR' AS failed, s.error_type, s.path, s.operation, s.operation_name,
        s.request_model, s.response_model, s.agent_name, s.tool_name, s.tool_call_id,
        s.tool_arguments_hash, s.tool_result_hash, s.empty_result, s.input_tokens, s.output_tokens,
        s.cache_read_tokens, s.cache_write_tokens, s.reasoning_tokens, s.usage_source, s.cost_usd,
        CASE WHEN %s THEN s.attributes END AS attributes, CASE WHEN %s THEN s.events END AS events,
        CASE WHEN %s THEN s.links END AS links
      FROM spans s
      JOIN traces t ON t.trace_id = s.trace_id
      WHERE s.start_epoch_nanos BETWEEN %d AND %d
        AND s.trace_id IN (SELECT st.trace_id FROM session_traces st WHERE st.session_id IN (%s))
        AND member IN (%s)
      """;

  private static final Origin NO_ORIGIN = new Origin("", Map.of(), null, null, Map.of());

  private final Row row;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, SessionFacts> places = new HashMap<>();
  private String trace = "";
  private @Nullable UUID lastTrace;

  private SelectSpansToAnalyse(Row row) {
    this.row = row;
  }

  static Map<String, List<Span>> run(DuckDBConnection connection, Collection<String> sessions)
      throws SQLException {
    Map<String, List<Span>> found = new HashMap<>();
    if (sessions.isEmpty()) {
      return found;
    }
    String[] ids = sessions.toArray(new String[0]);
    String wanted = "?, ".repeat(ids.length - 1) + "?";
    SelectBounds.Bounds bounds = SelectBounds.run(connection, wanted, ids);
    if (bounds == null) {
      return found;
    }
    String sql =
        SQL.formatted(
            SpanColumns.bits("span_id"),
            SpanColumns.bits("parent_span_id"),
            anyOf(AnalysedParts.ATTRIBUTES, part -> "contains(s.attributes, " + part + ")"),
            anyOf(AnalysedParts.OF_EVENTS, part -> "contains(s.events, " + part + ")"),
            anyOf(AnalysedParts.OF_LINKS, part -> "contains(s.links, " + part + ")"),
            bounds.firstStart(),
            bounds.lastStart(),
            wanted,
            wanted);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < ids.length; i++) {
        statement.setString(i + 1, ids[i]);
        statement.setString(ids.length + i + 1, ids[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        SelectSpansToAnalyse reader = new SelectSpansToAnalyse(row);
        while (row.next()) {
          found.computeIfAbsent(row.text("member"), id -> new ArrayList<>()).add(reader.span());
        }
      }
    }
    return found;
  }

  private Span span() throws SQLException {
    Long parent = row.numberOrNull("parent_span_id");
    String attributes = row.textOrNull("attributes");
    String events = row.textOrNull("events");
    String links = row.textOrNull("links");
    boolean failed = row.isTrue("failed");
    return new Span(
        new SpanKey(trace(), Ids.hex(row.number("span_id"))),
        parent == null ? null : Ids.hex(parent),
        same(row.text("name")),
        SpanKind.INTERNAL,
        row.number("start_epoch_nanos"),
        row.numberOrNull("end_epoch_nanos"),
        failed ? SpanStatus.ERROR : SpanStatus.UNSET,
        null,
        row.textOrNull("error_type"),
        failed ? ErrorSource.STATUS : null,
        NO_ORIGIN,
        place(row.textOrNull("path")),
        operation(),
        Content.NONE,
        attributes == null ? Map.of() : JsonText.attributes(attributes),
        events == null ? List.of() : JsonText.events(events),
        links == null ? List.of() : JsonText.links(links),
        "");
  }

  private Operation operation() throws SQLException {
    return new Operation(
        OperationKind.valueOf(row.text("operation")),
        shared(row.textOrNull("operation_name")),
        null,
        shared(row.textOrNull("request_model")),
        shared(row.textOrNull("response_model")),
        null,
        List.of(),
        shared(row.textOrNull("agent_name")),
        null,
        shared(row.textOrNull("tool_name")),
        row.textOrNull("tool_call_id"),
        row.numberOrNull("tool_arguments_hash"),
        row.numberOrNull("tool_result_hash"),
        row.isTrue("empty_result"),
        new TokenUsage(
            row.numberOrNull("input_tokens"),
            row.numberOrNull("output_tokens"),
            row.numberOrNull("cache_read_tokens"),
            row.numberOrNull("cache_write_tokens"),
            row.numberOrNull("reasoning_tokens")),
        shared(row.textOrNull("usage_source")),
        row.decimalOrNull("cost_usd"),
        null,
        null,
        null,
        null);
  }

  private SessionFacts place(@Nullable String path) {
    return places.computeIfAbsent(
        path == null ? "" : path,
        unused ->
            new SessionFacts(
                null, null, null, null, null, path, null, Collections.emptySortedMap(), List.of()));
  }

  /** Equal texts as one object. */
  private @Nullable String shared(@Nullable String text) {
    return text == null ? null : same(text);
  }

  private String same(String text) {
    return texts.computeIfAbsent(text, first -> first);
  }

  private String trace() throws SQLException {
    UUID id = row.uuid("trace_id");
    if (!id.equals(lastTrace)) {
      lastTrace = id;
      trace = Ids.hex(id);
    }
    return trace;
  }
}
