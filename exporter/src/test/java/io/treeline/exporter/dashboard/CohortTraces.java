package io.treeline.exporter.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions of one agent in two versions, as OTLP/JSON. Version 2 asks a knowledge base first, has
 * contexts that grow, and calls it again in vain in every third session; version 1 escalates. In
 * both the look-up fails in every fifth session and is called again; of version 2 every tenth
 * session ends in error.
 */
final class CohortTraces {

  static final String NAME = "Returns desk";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START_MILLIS = 1_790_000_200_000L;

  private final String session;
  private final String trace;
  private final int version;
  private final long start;
  private final List<Map<String, Object>> spans = new ArrayList<>();
  private long at = 100;

  private CohortTraces(int version, int number) {
    this.session = "returns-%d-%02d".formatted(version, number);
    this.trace = "%032x".formatted(0xc0_0000L + version * 1000L + number);
    this.version = version;
    this.start = START_MILLIS + number * 60_000L;
  }

  /** One request with that many sessions of each version. */
  static String sessions(int each) {
    List<Map<String, Object>> resources = new ArrayList<>();
    for (int number = 0; number < each; number++) {
      resources.add(new CohortTraces(1, number).first(number));
      resources.add(new CohortTraces(2, number).second(number));
    }
    return json(Map.of("resourceSpans", resources));
  }

  private Map<String, Object> first(int number) {
    llm(1200, 40);
    lookup(number);
    llm(1300, 60);
    tool("create_label", 400, "{\"order\":" + number + "}", "ok", null);
    if (number % 4 == 0) {
      tool("escalate", 1500, "{}", "done", null);
    }
    llm(1350, 120);
    return request(null);
  }

  private Map<String, Object> second(int number) {
    llm(1800, 40);
    int searches = number % 3 == 0 ? 4 : 1;
    for (int i = 0; i < searches; i++) {
      tool("search_policy", 900, "{\"q\":\"returns\"}", "14 days", null);
    }
    llm(2600, 50);
    lookup(number);
    llm(3900, 50);
    tool("create_label", 400, "{\"order\":" + number + "}", "ok", null);
    llm(5200, 140);
    boolean error = number % 10 == 9;
    if (error) {
      tool("send_mail", 300, "{}", null, "SMTPException");
    }
    return request(error ? "SMTPException" : null);
  }

  private void lookup(int number) {
    String arguments = "{\"order\":" + number + "}";
    if (number % 5 == 0) {
      tool("lookup_order", 2000, arguments, null, "timeout");
    }
    tool("lookup_order", 250, arguments, "{\"state\":\"shipped\"}", null);
  }

  private void llm(int input, int output) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", "chat");
    attributes.put("gen_ai.provider.name", "openai");
    attributes.put("gen_ai.request.model", "gpt-4o");
    attributes.put("gen_ai.response.model", "gpt-4o");
    attributes.put("gen_ai.usage.input_tokens", input);
    attributes.put("gen_ai.usage.output_tokens", output);
    add("chat gpt-4o", 600 + output * 5L, attributes, null);
  }

  private void tool(String name, long millis, String arguments, String result, String error) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("gen_ai.operation.name", "execute_tool");
    attributes.put("gen_ai.tool.name", name);
    attributes.put("gen_ai.tool.call.arguments", arguments);
    if (result != null) {
      attributes.put("gen_ai.tool.call.result", result);
    }
    add("execute_tool " + name, millis, attributes, error);
  }

  private void add(String name, long millis, Map<String, Object> attributes, String error) {
    spans.add(span(name, spans.size() + 2, 1, at, at + millis, attributes, error));
    at += millis + 20;
  }

  private Map<String, Object> request(String error) {
    Map<String, Object> agent =
        new LinkedHashMap<>(
            Map.of("gen_ai.operation.name", "invoke_agent", "gen_ai.agent.name", "returns"));
    spans.add(span("invoke_agent returns", 1, 0, 0, at, agent, error));
    return Map.of(
        "resource",
        Map.of("attributes", attributes(Map.of("service.name", "returns"))),
        "scopeSpans",
        List.of(Map.of("spans", spans)));
  }

  private Map<String, Object> span(
      String name,
      int id,
      int parent,
      long from,
      long to,
      Map<String, Object> attributes,
      String error) {
    attributes.put("treeline.session.id", session);
    attributes.put("treeline.session.name", NAME);
    attributes.put("treeline.property.version", String.valueOf(version));
    Map<String, Object> span = new LinkedHashMap<>();
    span.put("traceId", trace);
    span.put("spanId", "%016x".formatted(id));
    if (parent > 0) {
      span.put("parentSpanId", "%016x".formatted(parent));
    }
    span.put("name", name);
    span.put("kind", 1);
    span.put("startTimeUnixNano", (start + from) + "000000");
    span.put("endTimeUnixNano", (start + to) + "000000");
    if (error != null) {
      attributes.put("error.type", error);
      span.put("status", Map.of("code", 2));
    }
    span.put("attributes", attributes(attributes));
    return span;
  }

  private static List<Map<String, Object>> attributes(Map<String, Object> values) {
    List<Map<String, Object>> list = new ArrayList<>();
    values.forEach(
        (key, value) ->
            list.add(
                Map.of(
                    "key",
                    key,
                    "value",
                    value instanceof Integer
                        ? Map.of("intValue", String.valueOf(value))
                        : Map.of("stringValue", value))));
    return list;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
