package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What happened at a span, in words: decisions, errors, retries, people, limits. */
final class SpanNotes {

  private static final int MESSAGE_WIDTH = 60;

  /**
   * A note.
   *
   * @param plain what counts for the width
   * @param styled the same with colours
   */
  record Note(String plain, String styled) {}

  private final Style style;

  SpanNotes(Style style) {
    this.style = style;
  }

  List<Note> of(TreeLines.Line line) {
    JsonNode span = line.node().get("span");
    List<Note> notes = new ArrayList<>();
    decision(span, notes);
    attempts(span, notes);
    person(span, notes);
    autonomy(span, notes);
    error(line, span, notes);
    if (span.path("inferred").asBoolean()) {
      notes.add(dim("(inferred)"));
    }
    return notes;
  }

  private void decision(JsonNode span, List<Note> notes) {
    JsonNode decision = span.path("decision");
    if (decision.path("chosen").isEmpty()) {
      return;
    }
    Map<String, Long> times = new LinkedHashMap<>();
    decision.get("chosen").forEach(name -> times.merge(name.asText(), 1L, Long::sum));
    String chosen =
        times.entrySet().stream()
            .map(e -> e.getKey() + (e.getValue() > 1 ? " ×" + e.getValue() : ""))
            .collect(Collectors.joining(", "));
    String text = Texts.clean("→ " + chosen, MESSAGE_WIDTH);
    notes.add(new Note(text, style.accent(text)));
    int offered = decision.path("offered").size();
    if (offered > 1) {
      notes.add(dim("of " + offered + " offered"));
    }
  }

  private void attempts(JsonNode span, List<Note> notes) {
    long attempt = span.path("retryAttempt").asLong();
    if (attempt > 0) {
      notes.add(warning("attempt " + Texts.count(attempt + 1)));
    }
    long retries = span.path("retryCount").asLong();
    if (retries > 0) {
      notes.add(warning("retried " + (retries == 1 ? "once" : Texts.count(retries) + " times")));
    }
  }

  private void person(JsonNode span, List<Note> notes) {
    JsonNode decision = span.path("human").path("decision");
    if (decision.isTextual()) {
      String text = Texts.clean(decision.asText(), MESSAGE_WIDTH) + " by a person";
      notes.add(
          decision.asText().equals("approved") ? new Note(text, style.good(text)) : warning(text));
    }
  }

  private void autonomy(JsonNode span, List<Note> notes) {
    JsonNode iteration = span.path("iteration");
    JsonNode max = span.path("maxIterations");
    if (iteration.isNumber()) {
      String of = max.isNumber() ? " of " + Texts.count(max.asLong()) : "";
      notes.add(dim("iteration " + Texts.count(iteration.asLong()) + of));
    }
    String stop = span.path("stopReason").asText("");
    if (!stop.isEmpty() && !stop.equals("null") && !stop.equals("final_answer")) {
      notes.add(warning(Texts.clean("stopped: " + stop, MESSAGE_WIDTH)));
    }
  }

  private void error(TreeLines.Line line, JsonNode span, List<Note> notes) {
    if (!isError(span)) {
      return;
    }
    boolean fromBelow = false;
    for (JsonNode child : line.node().path("children")) {
      fromBelow |= isError(child.path("span"));
    }
    if (!fromBelow) {
      String text = Texts.clean(reason(span), MESSAGE_WIDTH);
      notes.add(new Note(text, style.bad(text)));
    }
    JsonNode parent = line.parent();
    if (parent != null && !isError(parent.path("span"))) {
      String text = wasRetried(line, span) ? "then retried" : "recovered";
      notes.add(warning(text));
    }
  }

  /** Whether the same tool or model was called again beside it. */
  private static boolean wasRetried(TreeLines.Line line, JsonNode span) {
    JsonNode tool = span.path("toolName");
    for (JsonNode sibling : line.later()) {
      JsonNode other = sibling.path("span");
      boolean same =
          tool.isTextual()
              ? other.path("toolName").equals(tool)
              : other.path("name").equals(span.path("name"));
      if (same && other.path("operation").equals(span.path("operation"))) {
        return true;
      }
    }
    return false;
  }

  private static String reason(JsonNode span) {
    String type = span.path("errorType").asText("");
    String message = span.path("statusMessage").asText("");
    boolean typed = !type.isEmpty() && !type.equals("null");
    boolean said = !message.isEmpty() && !message.equals("null");
    if (typed && said) {
      return type + ": " + message;
    }
    return typed ? type : said ? message : "failed";
  }

  private static boolean isError(JsonNode span) {
    return span.path("status").asText().equals("error");
  }

  private Note dim(String text) {
    return new Note(text, style.dim(text));
  }

  private Note warning(String text) {
    return new Note(text, style.warning(text));
  }
}
