package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.LinkTypes;
import io.treeline.semconv.RecoveryOutcomes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One operation that takes the place of a failed one.
 *
 * @param strategy value of {@code treeline.recovery.strategy}
 * @param failure what it takes the place of
 */
record Recovery(String strategy, Failure failure) {

  /** Attempts before {@code recovery}, its own included; 0 for the first of all. */
  static long attempt(@Nullable Recovery recovery) {
    return recovery == null ? 0 : recovery.failure.attempt() + 1;
  }

  /** Says on the span that begins what it takes the place of. */
  static void begin(Span span, @Nullable Recovery recovery) {
    if (recovery == null) {
      return;
    }
    Failure failure = recovery.failure;
    AttributesBuilder link =
        Attributes.builder()
            .put(TreelineAttributes.LINK_TYPE, LinkTypes.FAILED_ATTEMPT)
            .put(CommonAttributes.ERROR_TYPE, failure.errorType());
    if (failure.text() != null) {
      link.put(CommonAttributes.EXCEPTION_MESSAGE, failure.text());
    }
    span.addLink(failure.span(), link.build());
    span.setAttribute(TreelineAttributes.RECOVERY_STRATEGY, recovery.strategy);
    span.setAttribute(TreelineAttributes.RETRY_ATTEMPT, attempt(recovery));
    span.setAttribute(TreelineAttributes.RETRY_REASON, failure.reason());
  }

  /** Says on the span that ends whether that helped. */
  static void end(Span span, @Nullable Recovery recovery, boolean failed) {
    if (recovery != null) {
      span.setAttribute(
          TreelineAttributes.RECOVERY_OUTCOME,
          failed ? RecoveryOutcomes.FAILED : RecoveryOutcomes.RECOVERED);
    }
  }
}
