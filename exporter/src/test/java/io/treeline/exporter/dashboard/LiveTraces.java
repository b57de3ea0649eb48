package io.treeline.exporter.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small OTLP/JSON requests for sessions that begin and grow while a test looks. */
final class LiveTraces {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START_EPOCH_NANOS = 1_790_000_100_000_000_000L;

  /** Below what the exporter keeps of one attribute, escaped. */
  private static final int MESSAGE_CHARACTERS = 700_000;

  private static final Map<String, String> AGENT =
      Map.of("gen_ai.operation.name", "invoke_agent", "gen_ai.agent.name", "agent");

  private LiveTraces() {}

  /** One agent span. */
  static String root(String session, String name, String trace) {
    return request(session, name, span(trace, "1", null, "invoke_agent agent", AGENT));
  }

  /** A tool under the span of {@link #root}. */
  static String tool(String session, String trace, String tool) {
    return request(
        session,
        null,
        span(
            trace,
            "2",
            "1",
            "execute_tool " + tool,
            Map.of("gen_ai.operation.name", "execute_tool", "gen_ai.tool.name", tool)));
  }

  /** One agent span with that many tools {@code step_1}, {@code step_2} and so on under it. */
  static String many(String session, String trace, int tools) {
    List<Map<String, Object>> spans = new ArrayList<>();
    spans.add(span(trace, "1", null, "invoke_agent agent", AGENT));
    for (int i = 1; i <= tools; i++) {
      String name = "step_" + i;
      Map<String, Object> tool =
          span(
              trace,
              "2",
              "1",
              "execute_tool " + name,
              Map.of("gen_ai.operation.name", "execute_tool", "gen_ai.tool.name", name));
      tool.put("spanId", "%016x".formatted(0x1000 + i));
      tool.put("startTimeUnixNano", String.valueOf(START_EPOCH_NANOS + 10_000_000 + i));
      spans.add(tool);
    }
    return request(session, "Large", spans);
  }

  /** An agent, its model call and a tool, with the payload in every field that has a text. */
  static String hostile(String session, String trace, String payload, String large) {
    Map<String, Object> agent =
        span(
            trace,
            "1",
            null,
            payload,
            Map.of(
                "gen_ai.operation.name",
                "invoke_agent",
                "gen_ai.agent.name",
                payload,
                "user.id",
                payload,
                "treeline.property.tier",
                payload,
                "treeline.session.path",
                "/" + payload,
                payload,
                payload));
    List<Object> parts =
        List.of(
            Map.of("type", "text", "content", payload),
            Map.of("type", "reasoning", "content", payload),
            Map.of("type", payload, "content", payload),
            Map.of("type", "tool_call", "id", payload, "name", payload, "arguments", payload),
            Map.of("type", "blob", "mime_type", "image/svg+xml", "content", payload),
            Map.of("type", "blob", "mime_type", "image/png", "content", payload),
            Map.of("type", "uri", "uri", "javascript:window.ran=1"));
    Map<String, Object> call =
        span(
            trace,
            "2",
            "1",
            payload,
            Map.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                payload,
                "gen_ai.request.model",
                payload,
                "gen_ai.response.model",
                payload,
                "gen_ai.input.messages",
                json(
                    List.of(
                        Map.of("role", payload, "parts", parts),
                        Map.of(
                            "role",
                            "user",
                            "parts",
                            List.of(
                                Map.of(
                                    "type",
                                    "text",
                                    "content",
                                    large.substring(0, MESSAGE_CHARACTERS)))))),
                "gen_ai.output.messages",
                json(
                    List.of(Map.of("role", "assistant", "finish_reason", payload, "parts", parts))),
                "gen_ai.system_instructions",
                json(parts),
                "gen_ai.tool.definitions",
                json(List.of(Map.of("name", payload, "description", payload)))));
    Map<String, Object> tool =
        span(
            trace,
            "3",
            "1",
            payload,
            Map.of(
                "gen_ai.operation.name", "execute_tool",
                "gen_ai.tool.name", payload,
                "gen_ai.tool.call.id", payload,
                "gen_ai.tool.call.arguments", json(Map.of(payload, payload)),
                "gen_ai.tool.call.result", large,
                "error.type", payload));
    tool.put("status", Map.of("code", 2, "message", payload));
    tool.put(
        "events",
        List.of(
            Map.of(
                "timeUnixNano",
                tool.get("startTimeUnixNano"),
                "name",
                "exception",
                "attributes",
                attributes(
                    Map.of(
                        "exception.type", payload,
                        "exception.message", payload,
                        "exception.stacktrace", payload + "\n\tat " + payload)))));
    return request(session, payload, List.of(agent, call, tool));
  }

  private static Map<String, Object> span(
      String trace, String id, String parent, String name, Map<String, String> attributes) {
    Map<String, Object> span = new LinkedHashMap<>();
    span.put("traceId", trace.repeat(32 / trace.length()));
    span.put("spanId", id.repeat(16));
    if (parent != null) {
      span.put("parentSpanId", parent.repeat(16));
    }
    span.put("name", name);
    span.put("kind", 1);
    long start = START_EPOCH_NANOS + Long.parseLong(id) * 1_000_000;
    span.put("startTimeUnixNano", String.valueOf(start));
    span.put("endTimeUnixNano", String.valueOf(start + 500_000_000));
    span.put("attributes", new ArrayList<>(attributes(attributes)));
    return span;
  }

  private static List<Map<String, Object>> attributes(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(
            entry ->
                Map.<String, Object>of(
                    "key", entry.getKey(), "value", Map.of("stringValue", entry.getValue())))
        .toList();
  }

  private static String request(String session, String name, Map<String, Object> span) {
    return request(session, name, List.of(span));
  }

  private static String request(String session, String name, List<Map<String, Object>> spans) {
    for (Map<String, Object> span : spans) {
      @SuppressWarnings("unchecked")
      List<Object> all = (List<Object>) span.get("attributes");
      all.addAll(attributes(Map.of("session.id", session)));
      if (name != null) {
        all.addAll(attributes(Map.of("treeline.session.name", name)));
      }
    }
    Map<String, Object> resource =
        Map.of("attributes", attributes(Map.of("service.name", "live-test")));
    Map<String, Object> scope = Map.of("spans", spans);
    return json(
        Map.of(
            "resourceSpans", List.of(Map.of("resource", resource, "scopeSpans", List.of(scope)))));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
