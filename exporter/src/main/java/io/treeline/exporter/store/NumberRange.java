package io.treeline.exporter.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from one to another, both included.
 *
 * @param least null when any number is enough
 * @param most null when no number is too much
 */
public record NumberRange(@Nullable BigDecimal least, @Nullable BigDecimal most) {

  /** Every number, and unknown ones too. */
  public static final NumberRange ANY = new NumberRange(null, null);

  public NumberRange {
    if (least != null && most != null && least.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "range must not end before it starts: was "
              + least.toPlainString()
              + " to "
              + most.toPlainString());
    }
  }
}
