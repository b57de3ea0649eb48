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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans without content from rows. One per result: equal texts share one object.
 *
 * <p>Most columns of a session's spans have few values among them. Many spans are therefore read in
 * two statements: {@link #DISTINCT_FACTS} has each combination once, with its hash, and each span
 * has the hash and {@link #OWN} columns.
 */
final class SpanColumns {

  private static final String FACTS =
      """
      s.kind, s.status, s.error_type, s.error_source, s.service, s.session_id,
        s.session_id_source, s.conversation_id, s.session_name, s.raw_path, s.path, s.user_id,
        s.properties, s.tags, s.operation, s.operation_name, s.provider, s.request_model,
        s.response_model, s.finish_reasons, s.agent_name, s.agent_id, s.tool_name, s.empty_result,
        s.usage_source, s.cost_source, s.reported_cost_source, s.scope_name, s.scope_version,
        s.scope_attributes, s.resource_attributes, s.dialect\
      """;

  private static final String PROPERTIES =
      "map_keys(s.properties) AS property_names, map_values(s.properties) AS property_values";

  private static final String NUMBERS =
      """
      s.tool_call_id, s.tool_arguments_hash, s.tool_result_hash, s.response_id, s.input_tokens,
        s.output_tokens, s.cache_read_tokens, s.cache_write_tokens, s.reasoning_tokens,
        s.cache_write_hour_tokens, s.input_audio_tokens, s.output_audio_tokens,
        s.cache_read_audio_tokens, s.input_image_tokens, s.cost_usd, s.reported_cost_usd,
        s.time_to_first_chunk_nanos\
      """;

  private static final String OWN =
      """
      s.trace_id, s.name, s.start_epoch_nanos, s.end_epoch_nanos, s.status_message, s.attributes,
        s.events, s.links\
      """;

  /** Columns of {@code spans s}. */
  static final String OF_SPAN =
      "s.span_id, s.parent_span_id, %s, %s, %s, %s".formatted(OWN, NUMBERS, PROPERTIES, FACTS);

  // Positive, as the driver reads it without making an object of it.
  private static final String HASH = "(hash(%s) >> 1)::BIGINT AS facts".formatted(FACTS);

  /** Columns of {@code spans s}, of which many spans have the same. */
  static final String DISTINCT_FACTS = "DISTINCT %s, %s, %s".formatted(HASH, PROPERTIES, FACTS);

  /** Columns of {@code spans s} beside those of {@link #DISTINCT_FACTS}. */
  static final String BESIDE_FACTS =
      "%s, %s, %s, coalesce(%s) IS NULL AS plain, %s, %s"
          .formatted(
              HASH,
              bits("span_id"),
              bits("parent_span_id"),
              NUMBERS.replaceAll("s\\.\\w+", "$0::VARCHAR"),
              OWN,
              NUMBERS);

  private final Row row;
  private final Map<String, Map<String, JsonNode>> resources = new HashMap<>();
  private String trace = "";
  private @Nullable UUID lastTrace;

  SpanColumns(Row row) {
    this.row = row;
  }

  /** What many spans have in common. */
  record Facts(
      SpanKind kind,
      SpanStatus status,
      @Nullable String errorType,
      @Nullable ErrorSource errorSource,
      Origin origin,
      SessionFacts session,
      Operation operation,
      String dialect) {}

  /** Of a row with {@link #OF_SPAN}. */
  Span span() throws SQLException {
    Facts facts = facts();
    SpanKey key = new SpanKey(row.traceId("trace_id"), row.spanId("span_id"));
    return span(key, row.spanIdOrNull("parent_span_id"), facts, operation(facts.operation()));
  }

  /** Of a row with {@link #BESIDE_FACTS}. */
  Span span(Facts facts) throws SQLException {
    Long parent = row.numberOrNull("parent_span_id");
    Operation operation = row.isTrue("plain") ? facts.operation() : operation(facts.operation());
    return span(
        new SpanKey(trace(), Ids.hex(row.number("span_id"))),
        parent == null ? null : Ids.hex(parent),
        facts,
        operation);
  }

  private String trace() throws SQLException {
    UUID id = row.uuid("trace_id");
    if (!id.equals(lastTrace)) {
      lastTrace = id;
      trace = Ids.hex(id);
    }
    return trace;
  }

  /** An unsigned number's bits as a signed one: of unsigned ones the driver makes objects. */
  static String bits(String column) {
    return """
    CASE WHEN s.%1$s > 9223372036854775807
      THEN (s.%1$s - 9223372036854775808)::BIGINT - 9223372036854775807 - 1
      ELSE s.%1$s::BIGINT END AS %1$s\
    """
        .formatted(column);
  }

  private Span span(SpanKey key, @Nullable String parent, Facts facts, Operation operation)
      throws SQLException {
    return new Span(
        key,
        parent,
        row.text("name"),
        facts.kind(),
        row.number("start_epoch_nanos"),
        row.numberOrNull("end_epoch_nanos"),
        facts.status(),
        row.textOrNull("status_message"),
        facts.errorType(),
        facts.errorSource(),
        facts.origin(),
        facts.session(),
        operation,
        Content.NONE,
        JsonText.attributes(row.text("attributes")),
        JsonText.events(row.text("events")),
        JsonText.links(row.text("links")),
        facts.dialect());
  }

  /** Of a row with {@link #OF_SPAN} or {@link #DISTINCT_FACTS}. */
  Facts facts() throws SQLException {
    return new Facts(
        SpanKind.valueOf(row.text("kind")),
        SpanStatus.valueOf(row.text("status")),
        row.textOrNull("error_type"),
        errorSource(),
        origin(),
        session(),
        operation(),
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
        .finishReasons(row.texts("finish_reasons"))
        .agentName(row.textOrNull("agent_name"))
        .agentId(row.textOrNull("agent_id"))
        .toolName(row.textOrNull("tool_name"))
        .emptyResult(row.isTrue("empty_result"))
        .usageSource(row.textOrNull("usage_source"))
        .cost(null, row.textOrNull("cost_source"))
        .reportedCost(null, row.textOrNull("reported_cost_source"))
        .build();
  }

  /** The operation that many spans have in common with this span's numbers. */
  private Operation operation(Operation common) throws SQLException {
    return common.toBuilder()
        .responseId(row.textOrNull("response_id"))
        .toolCallId(row.textOrNull("tool_call_id"))
        .toolArgumentsHash(row.numberOrNull("tool_arguments_hash"))
        .toolResultHash(row.numberOrNull("tool_result_hash"))
        .usage(usage())
        .cost(row.decimalOrNull("cost_usd"), common.costSource())
        .reportedCost(row.decimalOrNull("reported_cost_usd"), common.reportedCostSource())
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
