package io.treeline.exporter.model;

import org.jspecify.annotations.Nullable;

/**
 * What a score says.
 *
 * @param type which of the others is the value
 * @param number the value of a numeric score, of any range; 1 or 0 of a boolean one; null of a
 *     categorical one
 * @param label the value of a categorical score; of the others what the judge calls that value,
 *     such as {@code relevant}, or null
 */
public record ScoreValue(Type type, @Nullable Double number, @Nullable String label) {

  /** Kinds of values. */
  public enum Type {
    NUMERIC,
    BOOLEAN,
    CATEGORICAL
  }

  public ScoreValue {
    if ((type == Type.CATEGORICAL) != (number == null)) {
      throw new IllegalArgumentException(
          "a score has a number exactly when it is not categorical: was %s with number %s"
              .formatted(type, number));
    }
    if (number != null && !Double.isFinite(number)) {
      throw new IllegalArgumentException("a score's number must be finite: was " + number);
    }
    if (type == Type.BOOLEAN && number != null && number != 0 && number != 1) {
      throw new IllegalArgumentException("a boolean score is 1 or 0: was " + number);
    }
    if (type == Type.CATEGORICAL && (label == null || label.isEmpty())) {
      throw new IllegalArgumentException("a categorical score must have a label: had none");
    }
  }

  /** A number. */
  public static ScoreValue numeric(double number) {
    return new ScoreValue(Type.NUMERIC, number, null);
  }

  /** Yes or no. */
  public static ScoreValue bool(boolean yes) {
    return new ScoreValue(Type.BOOLEAN, yes ? 1.0 : 0.0, null);
  }

  /** One of some names. */
  public static ScoreValue category(String label) {
    return new ScoreValue(Type.CATEGORICAL, null, label);
  }

  /** This value, with what the judge calls it. */
  public ScoreValue called(@Nullable String name) {
    return new ScoreValue(type, number, name);
  }
}
