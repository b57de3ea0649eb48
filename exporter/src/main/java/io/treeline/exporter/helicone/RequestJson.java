package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.StoredRequest;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.HeliconeHeaders;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as Helicone's queries show it: every field of theirs, null where we have nothing. */
final class RequestJson {

  private static final Map<String, String> PROVIDERS =
      Map.of(
          "openai", "OPENAI",
          "anthropic", "ANTHROPIC",
          "gcp.gemini", "GOOGLE",
          "gcp.vertex_ai", "GOOGLE",
          "azure.ai.openai", "AZURE",
          "aws.bedrock", "AWS");

  private RequestJson() {}

  static ObjectNode row(StoredRequest request) {
    Span span = request.span();
    Operation operation = span.operation();
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("response_id", operation.responseId());
    row.put(
        "response_created_at",
        span.endEpochNanos() == null ? null : Fields.iso(span.endEpochNanos()));
    row.set("response_body", RequestBodies.response(span));
    row.put("response_status", status(span));
    row.put("response_model", operation.responseModel());
    row.put("request_id", id(span));
    row.put("request_created_at", Fields.iso(span.startEpochNanos()));
    row.set("request_body", RequestBodies.request(span));
    row.put("request_path", text(span, "url.full"));
    row.put("request_user_id", span.session().userId());
    ObjectNode properties = properties(request);
    row.set("request_properties", properties);
    row.put("request_model", requestModel(operation));
    row.put("model", operation.model() == null ? requestModel(operation) : operation.model());
    row.putNull("model_override");
    row.putNull("helicone_user");
    String provider = operation.provider();
    row.put(
        "provider",
        provider == null
            ? "CUSTOM"
            : PROVIDERS.getOrDefault(provider, provider.toUpperCase(Locale.ROOT)));
    putNumbers(row, span);
    row.put("prompt_id", text(span, "helicone.prompt.id"));
    row.put("prompt_version", text(span, "helicone.prompt.version"));
    Double feedback = request.scores().get(SessionQueries.FEEDBACK);
    row.putNull("feedback_created_at");
    row.putNull("feedback_id");
    row.put("feedback_rating", feedback == null ? null : (Boolean) (feedback != 0));
    ObjectNode scores = row.putObject("scores");
    request.scores().forEach(scores::put);
    row.set("properties", properties.deepCopy());
    row.put("target_url", text(span, "url.full"));
    for (String nothing :
        new String[] {
          "signed_body_url", "llmSchema", "country_code", "cache_reference_id", "request_referrer"
        }) {
      row.putNull(nothing);
    }
    row.putArray("assets");
    row.putArray("asset_ids");
    row.putObject("asset_urls");
    row.put("cache_enabled", false);
    row.put("storage_location", "treeline");
    row.put("trace_id", span.key().traceId());
    row.put("span_id", span.key().spanId());
    return row;
  }

  private static void putNumbers(ObjectNode row, Span span) {
    TokenUsage usage = span.operation().usage();
    Long nanos = span.durationNanos();
    Fields.putMillis(row, "delay_ms", nanos == null ? null : (Double) (double) nanos);
    Long first = span.operation().timeToFirstChunkNanos();
    Fields.putMillis(row, "time_to_first_token", first == null ? null : (Double) (double) first);
    row.put(
        "total_tokens",
        usage.input() == null && usage.output() == null
            ? null
            : (Long) (orZero(usage.input()) + orZero(usage.output())));
    row.put("prompt_tokens", usage.input());
    row.put("completion_tokens", usage.output());
    row.put("prompt_cache_write_tokens", usage.cacheWrite());
    row.put("prompt_cache_read_tokens", usage.cacheRead());
    row.put("reasoning_tokens", usage.reasoning());
    row.put("prompt_audio_tokens", usage.inputAudio());
    row.put("completion_audio_tokens", usage.outputAudio());
    row.put("cost", span.operation().costUsd());
    row.put("costUSD", span.operation().costUsd());
  }

  /** The id it was logged under, else that of its span. */
  private static String id(Span span) {
    String logged = text(span, "helicone.request.id");
    return logged == null ? RequestId.of(span.key()) : logged;
  }

  private static int status(Span span) {
    JsonNode status = span.attributes().get(CommonAttributes.HTTP_RESPONSE_STATUS_CODE.getKey());
    return status != null && status.canConvertToInt()
        ? status.intValue()
        : span.status() == SpanStatus.ERROR ? 500 : 200;
  }

  private static @Nullable String requestModel(Operation operation) {
    return switch (operation.kind()) {
      case TOOL, MCP -> operation.toolName() == null ? "tool" : "tool:" + operation.toolName();
      case RETRIEVER -> operation.requestModel() == null ? "vector_db" : operation.requestModel();
      default -> operation.requestModel();
    };
  }

  private static ObjectNode properties(StoredRequest request) {
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    request.span().session().properties().forEach(properties::put);
    if (request.sessionIdGiven()) {
      properties.put(HeliconeHeaders.SESSION_ID, request.sessionId());
    }
    if (request.sessionName() != null) {
      properties.put(HeliconeHeaders.SESSION_NAME, request.sessionName());
    }
    String raw = request.span().session().rawPath();
    String path = raw == null ? request.span().session().path() : raw;
    if (path != null) {
      properties.put(HeliconeHeaders.SESSION_PATH, path);
    }
    return properties;
  }

  private static @Nullable String text(Span span, String key) {
    JsonNode value = span.attributes().get(key);
    return value == null || value.isNull() ? null : value.asText();
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
