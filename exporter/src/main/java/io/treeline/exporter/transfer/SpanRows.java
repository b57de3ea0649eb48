package io.treeline.exporter.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A span as a row and back. */
final class SpanRows {

  /** Of a span and of who sent it; {@code sessionId} and {@code path} are told, not read back. */
  static final List<Field> FIELDS =
      fields(
          "traceId spanId parentSpanId sessionId path name kind startTime endTime status"
              + " statusMessage errorType errorSource service scopeName scopeVersion",
          "resourceAttributes: scopeAttributes:",
          "ownSessionId sessionIdSource conversationId sessionName rawPath givenPath userId",
          "properties: tags:",
          "operation operationName provider requestModel responseModel responseId",
          "finishReasons:",
          "agentName agentId toolName toolCallId toolArgumentsHash# toolResultHash# emptyResult?",
          "inputTokens# outputTokens# cacheReadTokens# cacheWriteTokens# reasoningTokens#",
          "cacheWriteHourTokens# inputAudioTokens# outputAudioTokens# cacheReadAudioTokens#"
              + " inputImageTokens#",
          "usageSource costUsd$ costSource reportedCostUsd$ reportedCostSource",
          "timeToFirstChunkNanos#",
          "inputMessages: outputMessages: systemInstructions: toolDefinitions: toolArguments:"
              + " toolResult: input: output:",
          "attributes: events: links: dialect");

  private SpanRows() {}

  /** Names with a mark for what they hold: {@code #} number, {@code $} decimal and so on. */
  static List<Field> fields(String... names) {
    List<Field> fields = new ArrayList<>();
    for (String name : String.join(" ", names).split(" ", -1)) {
      char mark = name.charAt(name.length() - 1);
      Field.Type type =
          switch (mark) {
            case '#' -> Field.Type.LONG;
            case '$' -> Field.Type.DECIMAL;
            case '?' -> Field.Type.BOOLEAN;
            case ':' -> Field.Type.JSON;
            default -> Field.Type.TEXT;
          };
      boolean marked = type != Field.Type.TEXT;
      fields.add(new Field(marked ? name.substring(0, name.length() - 1) : name, type));
    }
    return List.copyOf(fields);
  }

  static Fields row(Span span, String sessionId, @Nullable String path) {
    Fields row = new Fields();
    row.put("traceId", span.key().traceId())
        .put("spanId", span.key().spanId())
        .put("parentSpanId", span.parentSpanId())
        .put("sessionId", sessionId)
        .put("path", path)
        .put("name", span.name())
        .put("kind", lower(span.kind()))
        .put("startTime", Times.text(span.startEpochNanos()))
        .put("endTime", Times.text(span.endEpochNanos()))
        .put("status", lower(span.status()))
        .put("statusMessage", span.statusMessage())
        .put("errorType", span.errorType())
        .put("errorSource", lower(span.errorSource()))
        .put("dialect", span.dialect())
        .put("attributes", JsonText.write(span.attributes()))
        .put("events", JsonText.write(span.events()))
        .put("links", JsonText.write(span.links()));
    put(row, span.origin());
    put(row, span.session());
    put(row, span.operation());
    put(row, span.content());
    return row;
  }

  static Span span(Fields row) {
    return new Span(
        new SpanKey(row.required("traceId"), row.required("spanId")),
        row.text("parentSpanId"),
        row.required("name"),
        SpanKind.valueOf(upper(row.required("kind"))),
        Objects.requireNonNull(Times.nanos(row.required("startTime"))),
        Times.nanos(row.text("endTime")),
        SpanStatus.valueOf(upper(row.required("status"))),
        row.text("statusMessage"),
        row.text("errorType"),
        constant(ErrorSource.class, row.text("errorSource")),
        new Origin(
            row.required("service"),
            attributes(row.text("resourceAttributes")),
            row.text("scopeName"),
            row.text("scopeVersion"),
            attributes(row.text("scopeAttributes"))),
        session(row),
        operation(row),
        content(row),
        attributes(row.text("attributes")),
        row.has("events") ? JsonText.events(row.required("events")) : List.of(),
        row.has("links") ? JsonText.links(row.required("links")) : List.of(),
        row.required("dialect"));
  }

  private static void put(Fields row, Origin origin) {
    row.put("service", origin.service())
        .put("scopeName", origin.scopeName())
        .put("scopeVersion", origin.scopeVersion())
        .put("resourceAttributes", JsonText.write(origin.resourceAttributes()))
        .put("scopeAttributes", JsonText.write(origin.scopeAttributes()));
  }

  private static void put(Fields row, SessionFacts session) {
    row.put("ownSessionId", session.sessionId())
        .put("sessionIdSource", lower(session.sessionIdSource()))
        .put("conversationId", session.conversationId())
        .put("sessionName", session.sessionName())
        .put("rawPath", session.rawPath())
        .put("givenPath", session.path())
        .put("userId", session.userId())
        .put("properties", properties(session.properties()))
        .put("tags", texts(session.tags()));
  }

  private static SessionFacts session(Fields row) {
    SortedMap<String, String> properties = new TreeMap<>();
    attributes(row.text("properties"))
        .forEach((name, value) -> properties.put(name, value.asText()));
    return new SessionFacts(
        row.text("ownSessionId"),
        constant(SessionIdSource.class, row.text("sessionIdSource")),
        row.text("conversationId"),
        row.text("sessionName"),
        row.text("rawPath"),
        row.text("givenPath"),
        row.text("userId"),
        properties,
        texts(row.text("tags")));
  }

  private static void put(Fields row, Operation operation) {
    TokenUsage usage = operation.usage();
    row.put("operation", lower(operation.kind()))
        .put("operationName", operation.name())
        .put("provider", operation.provider())
        .put("requestModel", operation.requestModel())
        .put("responseModel", operation.responseModel())
        .put("responseId", operation.responseId())
        .put("finishReasons", texts(operation.finishReasons()))
        .put("agentName", operation.agentName())
        .put("agentId", operation.agentId())
        .put("toolName", operation.toolName())
        .put("toolCallId", operation.toolCallId())
        .put("toolArgumentsHash", operation.toolArgumentsHash())
        .put("toolResultHash", operation.toolResultHash())
        .put("emptyResult", operation.emptyResult())
        .put("inputTokens", usage.input())
        .put("outputTokens", usage.output())
        .put("cacheReadTokens", usage.cacheRead())
        .put("cacheWriteTokens", usage.cacheWrite())
        .put("reasoningTokens", usage.reasoning())
        .put("cacheWriteHourTokens", usage.cacheWriteHour())
        .put("inputAudioTokens", usage.inputAudio())
        .put("outputAudioTokens", usage.outputAudio())
        .put("cacheReadAudioTokens", usage.cacheReadAudio())
        .put("inputImageTokens", usage.inputImage())
        .put("usageSource", operation.usageSource())
        .put("costUsd", operation.costUsd())
        .put("costSource", operation.costSource())
        .put("reportedCostUsd", operation.reportedCostUsd())
        .put("reportedCostSource", operation.reportedCostSource())
        .put("timeToFirstChunkNanos", operation.timeToFirstChunkNanos());
  }

  private static Operation operation(Fields row) {
    return new Operation(
        OperationKind.valueOf(upper(row.required("operation"))),
        row.text("operationName"),
        row.text("provider"),
        row.text("requestModel"),
        row.text("responseModel"),
        row.text("responseId"),
        texts(row.text("finishReasons")),
        row.text("agentName"),
        row.text("agentId"),
        row.text("toolName"),
        row.text("toolCallId"),
        row.number("toolArgumentsHash"),
        row.number("toolResultHash"),
        row.isTrue("emptyResult"),
        new TokenUsage(
            row.number("inputTokens"),
            row.number("outputTokens"),
            row.number("cacheReadTokens"),
            row.number("cacheWriteTokens"),
            row.number("reasoningTokens"),
            row.number("cacheWriteHourTokens"),
            row.number("inputAudioTokens"),
            row.number("outputAudioTokens"),
            row.number("cacheReadAudioTokens"),
            row.number("inputImageTokens")),
        row.text("usageSource"),
        row.decimal("costUsd"),
        row.text("costSource"),
        row.decimal("reportedCostUsd"),
        row.text("reportedCostSource"),
        row.number("timeToFirstChunkNanos"));
  }

  static void put(Fields row, Content content) {
    row.put("inputMessages", content.inputMessages())
        .put("outputMessages", content.outputMessages())
        .put("systemInstructions", content.systemInstructions())
        .put("toolDefinitions", content.toolDefinitions())
        .put("toolArguments", content.toolArguments())
        .put("toolResult", content.toolResult())
        .put("input", content.input())
        .put("output", content.output());
  }

  static Content content(Fields row) {
    return new Content(
        row.text("inputMessages"),
        row.text("outputMessages"),
        row.text("systemInstructions"),
        row.text("toolDefinitions"),
        row.text("toolArguments"),
        row.text("toolResult"),
        row.text("input"),
        row.text("output"));
  }

  static Map<String, JsonNode> attributes(@Nullable String json) {
    return json == null ? Map.of() : JsonText.attributes(json);
  }

  private static String properties(Map<String, String> properties) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    properties.forEach(object::put);
    return JsonText.write(object);
  }

  private static String texts(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return JsonText.write((JsonNode) array);
  }

  private static List<String> texts(@Nullable String json) {
    List<String> texts = new ArrayList<>();
    if (json != null) {
      JsonText.value(json).forEach(text -> texts.add(text.asText()));
    }
    return texts;
  }

  static @Nullable String lower(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String text) {
    return text == null ? null : Enum.valueOf(type, upper(text));
  }
}
