package io.treeline.exporter.store.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.ErrorSource;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.SessionFacts;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.JsonText;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes spans without content from rows. One per result: equal texts share one object. */
final class SpanColumns {

  /** Columns of {@code spans s}. */
  static final String OF_SPAN =
      """
      s.trace_id, s.span_id, s.parent_span_id, s.name, s.kind, s.start_epoch_nanos,
        s.end_epoch_nanos, s.status, s.status_message, s.error_type, s.service, s.session_id,
        s.session_id_source, s.conversation_id, s.session_name, s.raw_path, s.path, s.user_id,
        map_keys(s.properties) AS property_names, map_values(s.properties) AS property_values,
        s.tags, s.operation, s.operation_name, s.provider, s.request_model, s.response_model,
        s.response_id, s.finish_reasons, s.agent_name, s.agent_id, s.tool_name, s.tool_call_id,
        s.input_tokens, s.output_tokens, s.cache_read_tokens, s.cache_write_tokens,
        s.reasoning_tokens, s.cost_usd, s.cost_source, s.time_to_first_chunk_nanos, s.scope_name,
        s.scope_version, s.scope_attributes, s.resource_attributes, s.attributes, s.events,
        s.links, s.dialect, s.error_source, s.tool_arguments_hash, s.tool_result_hash,
        s.empty_result, s.usage_source, s.reported_cost_usd, s.reported_cost_source,
        s.cache_write_hour_tokens, s.input_audio_tokens, s.output_audio_tokens,
        s.cache_read_audio_tokens, s.input_image_tokens\
      """;

  private final Row row;
  private final Map<String, Map<String, JsonNode>> resources = new HashMap<>();

  SpanColumns(Row row) {
    this.row = row;
  }

  Span span() throws SQLException {
    return new Span(
        new SpanKey(row.traceId("trace_id"), row.spanId("span_id")),
        row.spanIdOrNull("parent_span_id"),
        row.text("name"),
        SpanKind.valueOf(row.text("kind")),
        row.number("start_epoch_nanos"),
        row.numberOrNull("end_epoch_nanos"),
        SpanStatus.valueOf(row.text("status")),
        row.textOrNull("status_message"),
        row.textOrNull("error_type"),
        errorSource(),
        origin(),
        session(),
        operation(),
        Content.NONE,
        JsonText.attributes(row.text("attributes")),
        JsonText.events(row.text("events")),
        JsonText.links(row.text("links")),
        row.text("dialect"));
  }

  private Origin origin() throws SQLException {
    return new Origin(
        row.text("service"),
        resources.computeIfAbsent(row.text("resource_attributes"), JsonText::attributes),
        row.textOrNull("scope_name"),
        row.textOrNull("scope_version"),
        resources.computeIfAbsent(row.text("scope_attributes"), JsonText::attributes));
  }

  private SessionFacts session() throws SQLException {
    String source = row.textOrNull("session_id_source");
    return new SessionFacts(
        row.textOrNull("session_id"),
        source == null ? null : SessionIdSource.valueOf(source),
        row.textOrNull("conversation_id"),
        row.textOrNull("session_name"),
        row.textOrNull("raw_path"),
        row.textOrNull("path"),
        row.textOrNull("user_id"),
        properties(),
        row.texts("tags"));
  }

  private SortedMap<String, String> properties() throws SQLException {
    List<String> names = row.texts("property_names");
    List<String> values = row.texts("property_values");
    SortedMap<String, String> properties = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      properties.put(names.get(i), values.get(i));
    }
    return properties;
  }

  private @Nullable ErrorSource errorSource() throws SQLException {
    String source = row.textOrNull("error_source");
    return source == null ? null : ErrorSource.valueOf(source);
  }

  private Operation operation() throws SQLException {
    return Operation.builder(OperationKind.valueOf(row.text("operation")))
        .name(row.textOrNull("operation_name"))
        .provider(row.textOrNull("provider"))
        .requestModel(row.textOrNull("request_model"))
        .responseModel(row.textOrNull("response_model"))
        .responseId(row.textOrNull("response_id"))
        .finishReasons(row.texts("finish_reasons"))
        .agentName(row.textOrNull("agent_name"))
        .agentId(row.textOrNull("agent_id"))
        .toolName(row.textOrNull("tool_name"))
        .toolCallId(row.textOrNull("tool_call_id"))
        .toolArgumentsHash(row.numberOrNull("tool_arguments_hash"))
        .toolResultHash(row.numberOrNull("tool_result_hash"))
        .emptyResult(row.isTrue("empty_result"))
        .usage(usage())
        .usageSource(row.textOrNull("usage_source"))
        .cost(row.decimalOrNull("cost_usd"), row.textOrNull("cost_source"))
        .reportedCost(
            row.decimalOrNull("reported_cost_usd"), row.textOrNull("reported_cost_source"))
        .timeToFirstChunkNanos(row.numberOrNull("time_to_first_chunk_nanos"))
        .build();
  }

  private TokenUsage usage() throws SQLException {
    return new TokenUsage(
        row.numberOrNull("input_tokens"),
        row.numberOrNull("output_tokens"),
        row.numberOrNull("cache_read_tokens"),
        row.numberOrNull("cache_write_tokens"),
        row.numberOrNull("reasoning_tokens"),
        row.numberOrNull("cache_write_hour_tokens"),
        row.numberOrNull("input_audio_tokens"),
        row.numberOrNull("output_audio_tokens"),
        row.numberOrNull("cache_read_audio_tokens"),
        row.numberOrNull("input_image_tokens"));
  }
}
