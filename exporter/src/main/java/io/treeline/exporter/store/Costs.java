package io.treeline.exporter.store;

import io.treeline.exporter.model.SpanKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** US dollars as the engine keeps them: {@code DECIMAL(38, 18)}, exact in value and in sums. */
public final class Costs {

  private static final int SCALE = 18;
  // Leaves room for ten million such calls in a sum.
  private static final BigDecimal MOST = BigDecimal.TEN.pow(12);

  private Costs() {}

  /**
   * The cost with the column's scale.
   *
   * @throws IllegalArgumentException when the column cannot hold it exactly
   */
  public static @Nullable BigDecimal scaled(SpanKey key, @Nullable BigDecimal usd) {
    if (usd == null) {
      return null;
    }
    if (usd.abs().compareTo(MOST) > 0) {
      throw unfit(key, usd);
    }
    try {
      return usd.setScale(SCALE, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw unfit(key, usd);
    }
  }

  /** No trailing zeros, no exponent: equal values are equal objects. */
  public static BigDecimal canonical(BigDecimal usd) {
    BigDecimal stripped = usd.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  private static IllegalArgumentException unfit(SpanKey key, BigDecimal usd) {
    return new IllegalArgumentException(
        "cost of span "
            + key.spanId()
            + " of trace "
            + key.traceId()
            + " must have at most "
            + SCALE
            + " decimals and be at most "
            + MOST.toPlainString()
            + " dollars, else it could not be kept exactly: was "
            + usd
            + "; round it where it is priced");
  }
}
