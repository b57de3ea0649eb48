package io.treeline.exporter.store;

/** A question in SQL that is not answered, for a reason its asker can act on. */
public final class SqlRefusedException extends RuntimeException {
  public SqlRefusedException(String message) {
    super(message);
  }
}
