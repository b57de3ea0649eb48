package io.treeline.exporter.analysis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What something took.
 *
 * @param calls how many calls
 * @param nanos time
 * @param inputTokens input tokens; null when none of its model calls reported any
 * @param outputTokens output tokens; null likewise
 * @param costUsd exact US dollars; null when none of its model calls is priced
 */
public record Spend(
    long calls,
    long nanos,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable BigDecimal costUsd) {

  public static final Spend NONE = new Spend(0, 0, null, null, null);

  /** Both together. Unknown and unknown is unknown; unknown and 5 is 5. */
  public Spend plus(Spend other) {
    return new Spend(
        calls + other.calls,
        nanos + other.nanos,
        sum(inputTokens, other.inputTokens),
        sum(outputTokens, other.outputTokens),
        sum(costUsd, other.costUsd));
  }

  Spend lasting(long nanosInstead) {
    return new Spend(calls, nanosInstead, inputTokens, outputTokens, costUsd);
  }

  Spend ofCalls(long callsInstead) {
    return new Spend(callsInstead, nanos, inputTokens, outputTokens, costUsd);
  }

  static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    // One sender's absurd numbers must not make a session unreadable.
    long sum = one + other;
    return sum < 0 ? (Long) Long.MAX_VALUE : (Long) sum;
  }

  static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.add(other);
  }
}
