package io.treeline.exporter.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON schemas of arguments. */
final class Schemas {

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final List<String> required = new java.util.ArrayList<>();

  Schemas text(String name, String description) {
    properties.put(name, Map.of("type", "string", "description", description));
    return this;
  }

  Schemas need(String name, String description) {
    required.add(name);
    return text(name, description);
  }

  Schemas choice(String name, String description, String... values) {
    properties.put(
        name, Map.of("type", "string", "description", description, "enum", List.of(values)));
    return this;
  }

  Schemas number(String name, String description, int most) {
    properties.put(
        name, Map.of("type", "integer", "description", description, "minimum", 1, "maximum", most));
    return this;
  }

  /** Which sessions: the language of every list, aggregate and export. */
  Schemas filter() {
    text("from", "ISO-8601 time with zone, such as 2026-11-23T06:00:00Z; sessions from then on");
    text("to", "ISO-8601 time, exclusive");
    text("name", "exact session name");
    text("user", "exact user id");
    choice("status", "how sessions ended", "ok", "recovered", "error");
    properties.put(
        "property",
        Map.of(
            "type",
            "array",
            "items",
            Map.of("type", "string"),
            "description",
            "custom properties as key=value; all must match"));
    text("q", "text in session id or name");
    text("service", "exact service of any span");
    text("provider", "exact provider of any model call, such as openai");
    text("model", "exact model of any call");
    text("tool", "exact name of a tool that was called");
    text("agent", "exact name of an agent");
    choice(
        "operation",
        "kind of any span",
        "llm",
        "embedding",
        "tool",
        "agent",
        "workflow",
        "step",
        "retriever",
        "reranker",
        "guardrail",
        "evaluator",
        "mcp",
        "memory",
        "human",
        "other");
    text("content", "words and \"quoted phrases\" that what one span said must hold");
    text("minErrors", "errors at least");
    text("minCost", "US dollars at least");
    text("maxCost", "US dollars at most");
    text("minDurationMillis", "milliseconds from first start to last end, at least");
    text("path", "path that a span of the session stands at, such as /support/refund");
    return this;
  }

  List<String> names() {
    return List.copyOf(properties.keySet());
  }

  Map<String, Object> build() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }
}
