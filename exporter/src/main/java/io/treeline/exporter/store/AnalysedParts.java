package io.treeline.exporter.store;

import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.LinkTypes;
import io.treeline.semconv.McpAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an analysis reads of a span's attributes, events and links. Most spans have none of it: an
 * engine that looks for it in the stored text spares reading the rest.
 */
public final class AnalysedParts {

  /** Keys of attributes. */
  public static final List<String> ATTRIBUTES =
      List.of(
          TreelineAttributes.HUMAN_TYPE.getKey(),
          TreelineAttributes.HUMAN_DECISION.getKey(),
          TreelineAttributes.RECOVERY_STRATEGY.getKey(),
          TreelineAttributes.RETRY_ATTEMPT.getKey(),
          "http.request.resend_count",
          TreelineAttributes.AGENT_ITERATION.getKey(),
          TreelineAttributes.AGENT_MAX_ITERATIONS.getKey(),
          TreelineAttributes.AGENT_STOP_REASON.getKey(),
          TreelineAttributes.HANDOFF_FROM.getKey(),
          TreelineAttributes.HANDOFF_TO.getKey(),
          TreelineAttributes.SPAN_WRAPPER.getKey(),
          McpAttributes.METHOD_NAME.getKey(),
          GenAiAttributes.WORKFLOW_NAME.getKey());

  /** Keys of events' attributes. */
  public static final List<String> OF_EVENTS =
      List.of(TreelineAttributes.HANDOFF_FROM.getKey(), TreelineAttributes.HANDOFF_TO.getKey());

  /** Values of links' attributes. */
  public static final List<String> OF_LINKS = List.of(LinkTypes.FAILED_ATTEMPT);

  private AnalysedParts() {}

  /**
   * An SQL condition: whether a JSON text holds one of these as a whole string.
   *
   * @param found condition for one of them, given as a literal
   */
  public static String anyOf(List<String> parts, Function<String, String> found) {
    return parts.stream()
        .map(part -> found.apply("'\"" + part + "\"'"))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }
}
