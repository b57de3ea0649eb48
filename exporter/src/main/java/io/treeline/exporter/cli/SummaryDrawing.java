package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines above a tree. */
final class SummaryDrawing {

  private final Style style;

  SummaryDrawing(Style style) {
    this.style = style;
  }

  static String status(Style style, String status) {
    return switch (status) {
      case "ok" -> style.good(status);
      case "recovered" -> style.warning(status);
      default -> style.bad(status);
    };
  }

  void print(JsonNode summary, PrintWriter out) {
    String status = summary.get("status").asText();
    out.println(
        style.bold(Texts.clean(summary.get("name").asText()))
            + "  "
            + Texts.clean(summary.get("sessionId").asText())
            + "  "
            + status(style, status));
    out.println(String.join(" · ", numbers(summary)));
    List<String> facts = facts(summary);
    if (!facts.isEmpty()) {
      out.println(style.dim(String.join(" · ", facts)));
    }
  }

  private static List<String> numbers(JsonNode summary) {
    List<String> numbers = new ArrayList<>();
    numbers.add(Texts.time(summary.get("startTime")) + " UTC");
    String duration = Texts.duration(summary.get("durationMillis"));
    String active = Texts.duration(summary.get("activeMillis"));
    if (duration.isEmpty()) {
      numbers.add("still running");
    } else {
      numbers.add(duration.equals(active) ? duration : duration + " (" + active + " active)");
    }
    numbers.add(Texts.count(summary.get("spans").asLong(), "span"));
    numbers.add(Texts.count(summary.get("llmCalls").asLong(), "LLM call"));
    numbers.add(Texts.count(summary.get("toolCalls").asLong(), "tool call"));
    numbers.add(Texts.count(summary.get("errors").asLong(), "error"));
    String tokens = Texts.tokens(summary);
    if (!tokens.isEmpty()) {
      numbers.add(tokens + " tokens");
    }
    String cost = Texts.costAndUnpriced(summary);
    if (!cost.isEmpty()) {
      numbers.add(cost);
    }
    return numbers;
  }

  private static List<String> facts(JsonNode summary) {
    List<String> facts = new ArrayList<>();
    add(facts, "models ", summary.get("models"));
    add(facts, "services ", summary.get("services"));
    add(facts, "users ", summary.get("users"));
    for (Map.Entry<String, JsonNode> property : summary.get("properties").properties()) {
      add(facts, property.getKey() + "=", property.getValue());
    }
    return facts;
  }

  private static void add(List<String> facts, String label, JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    if (!texts.isEmpty()) {
      facts.add(Texts.clean(label + String.join(", ", texts), 120));
    }
  }
}
