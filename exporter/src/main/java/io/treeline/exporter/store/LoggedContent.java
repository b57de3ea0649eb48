package io.treeline.exporter.store;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Span;
import io.treeline.semconv.GenAiAttributes;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives a span the messages that were sent as log records; for engines, when they read. */
public final class LoggedContent {

  private LoggedContent() {}

  /**
   * The span with the messages it has none of itself. A record that carries all messages of the
   * call counts more than those that carry one each.
   *
   * @param logs of this span, by time and position
   */
  public static Span fill(Span span, List<LogRecord> logs) {
    if (logs.stream().allMatch(log -> log.content().isEmpty())) {
      return span;
    }
    Content own = span.content();
    return span.withContent(
        new Content(
            part(own, logs, Content::inputMessages),
            part(own, logs, Content::outputMessages),
            part(own, logs, Content::systemInstructions),
            part(own, logs, Content::toolDefinitions),
            own.toolArguments(),
            own.toolResult(),
            own.input(),
            own.output()));
  }

  private static @Nullable String part(
      Content own, List<LogRecord> logs, Function<Content, @Nullable String> part) {
    if (part.apply(own) != null) {
      return part.apply(own);
    }
    String whole = null;
    for (LogRecord log : logs) {
      String text = part.apply(log.content());
      if (text != null && GenAiAttributes.INFERENCE_DETAILS_EVENT.equals(log.eventName())) {
        whole = text;
      }
    }
    if (whole != null) {
      return whole;
    }
    List<String> arrays =
        logs.stream().map(log -> part.apply(log.content())).filter(Objects::nonNull).toList();
    // Each is a JSON array that is not empty: one after the other they are one.
    return arrays.isEmpty()
        ? null
        : arrays.stream()
            .map(array -> array.substring(1, array.length() - 1))
            .collect(Collectors.joining(",", "[", "]"));
  }
}
