package io.treeline.exporter.store.clickhouse;

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
import io.treeline.exporter.store.AnalysedParts;
import io.treeline.exporter.store.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes spans from rows. One per answer: equal texts share one object. */
final class SpanColumns {

  private static final String STRUCTURE =
      """
      lower(hex(s.trace_id)) AS span_trace, lower(hex(s.span_id)) AS span_span,
        lower(hex(s.parent_span_id)) AS span_parent, s.name AS name, s.kind AS kind,
        s.start_epoch_nanos AS start_epoch_nanos, s.end_epoch_nanos AS end_epoch_nanos,
        s.status AS status, s.status_message AS status_message, s.error_type AS error_type,
        s.error_source AS error_source, s.service AS service, s.session_id AS own_session_id,
        s.session_id_source AS own_session_id_source, s.conversation_id AS conversation_id,
        s.session_name AS session_name, s.raw_path AS raw_path, s.path AS path,
        s.user_id AS user_id, mapKeys(s.properties) AS property_names,
        mapValues(s.properties) AS property_values, s.tags AS tags, s.operation AS operation,
        s.operation_name AS operation_name, s.provider AS provider,
        s.request_model AS request_model, s.response_model AS response_model,
        s.response_id AS response_id, s.finish_reasons AS finish_reasons,
        s.agent_name AS agent_name, s.agent_id AS agent_id, s.tool_name AS tool_name,
        s.tool_call_id AS tool_call_id, s.tool_arguments_hash AS tool_arguments_hash,
        s.tool_result_hash AS tool_result_hash, s.empty_result AS empty_result,
        s.input_tokens AS input_tokens, s.output_tokens AS output_tokens,
        s.cache_read_tokens AS cache_read_tokens, s.cache_write_tokens AS cache_write_tokens,
        s.reasoning_tokens AS reasoning_tokens,
        s.cache_write_hour_tokens AS cache_write_hour_tokens,
        s.input_audio_tokens AS input_audio_tokens, s.output_audio_tokens AS output_audio_tokens,
        s.cache_read_audio_tokens AS cache_read_audio_tokens,
        s.input_image_tokens AS input_image_tokens, s.usage_source AS usage_source,
        s.cost_usd AS cost_usd, s.cost_source AS cost_source,
        s.reported_cost_usd AS reported_cost_usd, s.reported_cost_source AS reported_cost_source,
        s.time_to_first_chunk_nanos AS time_to_first_chunk_nanos, s.scope_name AS scope_name,
        s.scope_version AS scope_version, s.dialect AS dialect\
      """;

  /** All columns of {@code spans s} but the content. */
  static final String OF_SPAN =
      STRUCTURE
          + """
          ,
            s.scope_attributes AS scope_attributes, s.resource_attributes AS resource_attributes,
            s.attributes AS attributes, s.events AS events, s.links AS links\
          """;

  /**
   * As {@link #OF_SPAN} without what takes long to parse: attributes are there only where a path
   * may depend on them.
   */
  static final String LIGHT =
      STRUCTURE
          + """
          ,
            '{}' AS scope_attributes, '{}' AS resource_attributes,
            if(s.operation = 'WORKFLOW', s.attributes, '{}') AS attributes, '[]' AS events,
            '[]' AS links\
          """;

  /** As {@link #OF_SPAN} with what an analysis reads alone. */
  static final String TO_ANALYSE =
      STRUCTURE
          + """
          ,
            '{}' AS scope_attributes, '{}' AS resource_attributes,
            if(%s, s.attributes, '{}') AS attributes, if(%s, s.events, '[]') AS events,
            if(%s, s.links, '[]') AS links\
          """
              .formatted(
                  AnalysedParts.anyOf(AnalysedParts.ATTRIBUTES, within("s.attributes")),
                  AnalysedParts.anyOf(AnalysedParts.OF_EVENTS, within("s.events")),
                  AnalysedParts.anyOf(AnalysedParts.OF_LINKS, within("s.links")));

  /** Where a span's content is. */
  static final String OF_CONTENT =
      "s.part_fields AS part_fields, arrayMap(h -> lower(hex(h)), s.part_hashes) AS part_hashes";

  private final Row row;
  private final Map<String, Map<String, JsonNode>> resources = new HashMap<>();

  SpanColumns(Row row) {
    this.row = row;
  }

  private static UnaryOperator<String> within(String column) {
    return part -> "position(" + column + ", " + part + ") > 0";
  }

  Span span() {
    return new Span(
        new SpanKey(row.text("span_trace"), row.text("span_span")),
        row.textOrNull("span_parent"),
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

  private Origin origin() {
    return new Origin(
        row.text("service"),
        resources.computeIfAbsent(row.text("resource_attributes"), JsonText::attributes),
        row.textOrNull("scope_name"),
        row.textOrNull("scope_version"),
        resources.computeIfAbsent(row.text("scope_attributes"), JsonText::attributes));
  }

  private SessionFacts session() {
    String source = row.textOrNull("own_session_id_source");
    return new SessionFacts(
        row.textOrNull("own_session_id"),
        source == null ? null : SessionIdSource.valueOf(source),
        row.textOrNull("conversation_id"),
        row.textOrNull("session_name"),
        row.textOrNull("raw_path"),
        row.textOrNull("path"),
        row.textOrNull("user_id"),
        properties(),
        row.texts("tags"));
  }

  private SortedMap<String, String> properties() {
    List<String> names = row.texts("property_names");
    List<String> values = row.texts("property_values");
    SortedMap<String, String> properties = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      properties.put(names.get(i), values.get(i));
    }
    return properties;
  }

  private @Nullable ErrorSource errorSource() {
    String source = row.textOrNull("error_source");
    return source == null ? null : ErrorSource.valueOf(source);
  }

  private Operation operation() {
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

  private TokenUsage usage() {
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
