package io.treeline.javaagent.instrumentation.langchain4j;

import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws the GenAI spans of a trace, one line each, children below their parent and further in.
 * Spans of the HTTP client are left out.
 */
public final class SpanDrawing {

  private SpanDrawing() {}

  /**
   * @param root a span without a parent among {@code spans}
   * @param attributes keys to show, where a span has them
   */
  public static List<String> draw(
      List<ReceivedSpan> spans, ReceivedSpan root, String... attributes) {
    List<String> lines = new ArrayList<>();
    add(lines, "", root, spans, List.of(attributes));
    return lines;
  }

  private static void add(
      List<String> lines,
      String indent,
      ReceivedSpan span,
      List<ReceivedSpan> spans,
      List<String> keys) {
    lines.add(indent + line(span, keys));
    spans.stream()
        .filter(child -> child.traceId().equals(span.traceId()))
        .filter(child -> child.parentSpanId().equals(span.spanId()))
        .filter(
            child ->
                child.attribute("gen_ai.operation.name") != null
                    || child.attribute("treeline.span.kind") != null)
        .sorted(Comparator.comparingLong(child -> child.proto().getStartTimeUnixNano()))
        .forEach(child -> add(lines, indent + "  ", child, spans, keys));
  }

  private static String line(ReceivedSpan span, List<String> keys) {
    Map<String, Object> all = span.attributes();
    Map<String, Object> shown = new TreeMap<>();
    keys.stream().filter(all::containsKey).forEach(key -> shown.put(key, all.get(key)));
    String text =
        shown.entrySet().stream()
            .map(entry -> " " + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining());
    return span.name() + (span.status().equals("UNSET") ? "" : " " + span.status()) + text;
  }
}
