package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.decode.RawSpan.RawOrigin;
import io.treeline.exporter.model.SpanKey;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.StreamEndings;
import io.treeline.semconv.TreelineAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of a log. A log has no parent: in what order and inside of what it ran, Helicone's
 * paths do not say, and the path tree shows them as they were sent.
 */
final class LogSpans {

  static final String SCOPE = "helicone";

  private static final RawOrigin ORIGIN = new RawOrigin(Map.of(), SCOPE, "", Map.of());
  private static final int INTERNAL = 1;
  private static final int CLIENT = 3;
  private static final int ERROR = 2;

  private LogSpans() {}

  /** The span of a log under an id. */
  static RawSpan span(ManualLog log, String requestId) {
    Described described =
        switch (log.type()) {
          case "tool" -> ToolLogs.tool(log);
          case "vector_db" -> ToolLogs.vectorDb(log);
          case "data" -> ToolLogs.data(log);
          default -> ModelLogs.describe(log);
        };
    Map<String, JsonNode> attributes = new HashMap<>(log.headers().attributes());
    attributes.putAll(described.attributes());
    attributes.put(
        "helicone.log.type", TextNode.valueOf(log.type().isEmpty() ? "llm" : log.type()));
    attributes.put("helicone.request.id", TextNode.valueOf(requestId));
    putBodies(attributes, log);
    Outcome outcome = outcome(log, described.modelCall());
    attributes.putAll(outcome.attributes());
    if (log.firstTokenMillis() != null) {
      attributes.put(
          GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK.getKey(),
          DoubleNode.valueOf(log.firstTokenMillis() / 1000));
    }
    SpanKey key = RequestId.span(requestId);
    boolean pending = log.status() != null && log.status() == ManualLog.PENDING;
    return new RawSpan(
        ORIGIN,
        key.traceId(),
        key.spanId(),
        "",
        described.name(),
        described.modelCall() ? CLIENT : INTERNAL,
        log.startUnixNanos(),
        pending ? 0 : log.endUnixNanos(),
        outcome.statusCode(),
        outcome.message(),
        attributes,
        List.of(),
        List.of());
  }

  /**
   * What a log stands for.
   *
   * @param name of the span
   */
  record Described(String name, boolean modelCall, Map<String, JsonNode> attributes) {}

  private record Outcome(int statusCode, String message, Map<String, JsonNode> attributes) {}

  private static Outcome outcome(ManualLog log, boolean modelCall) {
    Map<String, JsonNode> attributes = new HashMap<>();
    Integer status = log.status();
    if (status != null && status >= 100) {
      attributes.put(CommonAttributes.HTTP_RESPONSE_STATUS_CODE.getKey(), LongNode.valueOf(status));
    }
    if (status != null && status == ManualLog.CANCELLED) {
      attributes.put(
          TreelineAttributes.STREAM_END.getKey(), TextNode.valueOf(StreamEndings.CANCELLED));
      return new Outcome(0, "", attributes);
    }
    boolean failed = log.failed();
    // A text may begin as an error does and be none.
    BodyError error = failed || !log.response().isTextual() ? BodyError.in(log.response()) : null;
    if (!failed && error == null) {
      return new Outcome(0, "", attributes);
    }
    String type = error == null ? null : error.type();
    if (type != null || failed) {
      attributes.put(
          CommonAttributes.ERROR_TYPE.getKey(),
          TextNode.valueOf(type == null ? String.valueOf(status) : type));
    }
    if (!failed && !modelCall) {
      attributes.put(TreelineAttributes.TOOL_IS_ERROR.getKey(), BooleanNode.TRUE);
    }
    return new Outcome(
        failed || modelCall ? ERROR : 0, error == null ? "" : orEmpty(error.message()), attributes);
  }

  private static void putBodies(Map<String, JsonNode> attributes, ManualLog log) {
    if (!log.headers().omits("request")) {
      attributes.put("helicone.request.body", log.request());
    }
    if (!log.headers().omits("response") && !log.response().isMissingNode()) {
      attributes.put("helicone.response.body", log.response());
    }
    if (!log.url().isEmpty()) {
      attributes.put("url.full", TextNode.valueOf(log.url()));
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
