package io.treeline.exporter.store.clickhouse;

/** Questions that this engine has no answer to so far. */
final class NotAnswered {

  private NotAnswered() {}

  /**
   * What to throw.
   *
   * @param what was asked, such as {@code aggregates}
   */
  static UnsupportedOperationException yet(String what) {
    return new UnsupportedOperationException(
        what + " are not answered from ClickHouse yet: use the embedded store for them");
  }
}
