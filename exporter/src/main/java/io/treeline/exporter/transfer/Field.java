package io.treeline.exporter.transfer;

/**
 * A named value of a row.
 *
 * @param name as in docs/api.md
 * @param type what it holds
 */
record Field(String name, Type type) {

  /** What a field holds. */
  enum Type {
    /** A {@code String}. */
    TEXT,
    /** A {@code Long}. */
    LONG,
    /** A {@code BigDecimal}. */
    DECIMAL,
    /** A {@code Boolean}. */
    BOOLEAN,
    /** A {@code String} that is JSON: an object or array, or what somebody said, verbatim. */
    JSON
  }
}
