package io.treeline.api;

import io.opentelemetry.api.trace.Span;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/** How far an agent's loop has come: put on the present span. */
public final class AgentLoop {

  /**
   * This is iteration {@code number} of at most {@code max}.
   *
   * @param number 1 is the first
   * @param max how many the loop allows
   */
  public static void iteration(int number, int max) {
    Quiet.run(
        "marking an iteration",
        () -> {
          Span.current().setAttribute(TreelineAttributes.AGENT_ITERATION, (long) number);
          Span.current().setAttribute(TreelineAttributes.AGENT_MAX_ITERATIONS, (long) max);
        });
  }

  /**
   * The loop has ended.
   *
   * @param reason {@code final_answer}, {@code max_iterations}, {@code error}, {@code cancelled},
   *     {@code human} or a word of your own
   */
  public static void stopped(@Nullable String reason) {
    Quiet.run(
        "marking the end of a loop",
        () ->
            Span.current()
                .setAttribute(
                    TreelineAttributes.AGENT_STOP_REASON,
                    Quiet.orElse(reason, "reason to stop", "unknown")));
  }

  private AgentLoop() {}
}
