package io.treeline.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/**
 * One session as text, without what differs from run to run (ids, times, costs): what it is called,
 * its span tree with name, operation, status and path of each span, and its path tree.
 */
final class SessionText {

  private SessionText() {}

  /** The whole text, ending in a newline. */
  static String of(JsonNode spanTree, JsonNode pathTree) {
    List<String> lines = new ArrayList<>();
    JsonNode summary = spanTree.path("summary");
    boolean derived = summary.path("sessionIdSource").asText().equals("trace");
    lines.add("session " + (derived ? "(the trace)" : summary.path("sessionId").asText()));
    lines.add(
        "name " + summary.path("name").asText() + " (" + summary.path("nameSource").asText() + ")");
    lines.add("source " + summary.path("sessionIdSource").asText());
    lines.add("status " + summary.path("status").asText());
    lines.add("users " + joined(summary.path("users")));
    lines.add("properties " + summary.path("properties"));
    lines.add("totals " + totals(summary));
    lines.add("tokens " + tokens(summary));
    lines.add("unpriced calls " + summary.path("unpricedCalls").asLong());
    lines.add("spans");
    for (JsonNode root : inOrder(spanTree.path("roots"))) {
      addSpan(lines, root, 1);
    }
    lines.add("paths");
    for (JsonNode root : byLabel(pathTree.path("roots"))) {
      addPath(lines, root, 1);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addSpan(List<String> lines, JsonNode node, int depth) {
    JsonNode span = node.path("span");
    StringJoiner line = new StringJoiner(" · ", "  ".repeat(depth), "");
    line.add(span.path("name").asText());
    line.add(span.path("operation").asText());
    line.add(span.path("status").asText());
    line.add(span.path("path").asText() + (given(span) ? "" : " (derived)"));
    if (span.path("inferred").asBoolean()) {
      line.add("inferred");
    }
    if (span.path("retryCount").asInt() > 0) {
      line.add("retries " + span.path("retryCount").asInt());
    }
    if (span.path("retryAttempt").asInt() > 0) {
      line.add("attempt " + span.path("retryAttempt").asInt());
    }
    if (span.path("decision").path("chosen").size() > 0) {
      line.add("chose " + joined(span.path("decision").path("chosen")));
    }
    if (span.hasNonNull("human")) {
      line.add("human " + span.path("human").path("type").asText());
    }
    if (span.hasNonNull("stopReason")) {
      line.add("stopped by " + span.path("stopReason").asText());
    }
    lines.add(line.toString());
    for (JsonNode child : inOrder(node.path("children"))) {
      addSpan(lines, child, depth + 1);
    }
  }

  private static void addPath(List<String> lines, JsonNode node, int depth) {
    JsonNode self = node.path("self");
    lines.add(
        "  ".repeat(depth)
            + node.path("label").asText()
            + (node.path("derived").asBoolean() ? " (derived)" : "")
            + " · "
            + totals(self));
    for (JsonNode child : byLabel(node.path("children"))) {
      addPath(lines, child, depth + 1);
    }
  }

  private static String totals(JsonNode totals) {
    return "spans %d llm %d tools %d errors %d"
        .formatted(
            totals.path("spans").asLong(),
            totals.path("llmCalls").asLong(),
            totals.path("toolCalls").asLong(),
            totals.path("errors").asLong());
  }

  private static String tokens(JsonNode totals) {
    return "input %s cached %s output %s reasoning %s"
        .formatted(
            known(totals.path("inputTokens")),
            known(totals.path("cacheReadTokens")),
            known(totals.path("outputTokens")),
            known(totals.path("reasoningTokens")));
  }

  private static String known(JsonNode number) {
    return number.isNumber() ? number.asText() : "unknown";
  }

  /** Siblings by start; those that ran at the same time by name, since either may be first. */
  private static List<JsonNode> inOrder(JsonNode siblings) {
    List<JsonNode> ordered = new ArrayList<>();
    siblings.forEach(ordered::add);
    ordered.sort(Comparator.comparing(node -> start(node)));
    for (int i = 0; i < ordered.size(); i++) {
      int end = i + 1;
      while (end < ordered.size() && start(ordered.get(end)).isBefore(end(ordered.get(i)))) {
        end++;
      }
      ordered.subList(i, end).sort(Comparator.comparing(node -> node.path("label").asText()));
      i = end - 1;
    }
    return ordered;
  }

  private static List<JsonNode> byLabel(JsonNode siblings) {
    List<JsonNode> ordered = new ArrayList<>();
    siblings.forEach(ordered::add);
    ordered.sort(Comparator.comparing(node -> node.path("label").asText()));
    return ordered;
  }

  private static Instant start(JsonNode node) {
    return Instant.parse(node.path("span").path("startTime").asText());
  }

  private static Instant end(JsonNode node) {
    return Instant.parse(node.path("span").path("endTime").asText());
  }

  private static boolean given(JsonNode span) {
    return span.path("pathSource").asText().equals("given");
  }

  private static String joined(JsonNode texts) {
    StringJoiner joined = new StringJoiner(", ");
    texts.forEach(text -> joined.add(text.asText()));
    return joined.length() == 0 ? "-" : joined.toString();
  }
}
