package io.treeline.exporter.query;

/** A question that has no answer, for a reason its asker can act on. */
public final class QueryException extends RuntimeException {

  /** Whose fault it is. */
  public enum Reason {
    /** The asker must change the question. */
    INVALID_ARGUMENT,
    /** There is no such session or span. */
    NOT_FOUND,
    /** The store cannot answer now; asking again is safe. */
    UNAVAILABLE
  }

  private final Reason reason;

  private QueryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  private QueryException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The asker sent a value that cannot be used; the message names it and what was expected. */
  public static QueryException invalid(String message) {
    return new QueryException(Reason.INVALID_ARGUMENT, message);
  }

  /** There is nothing of this name; the message says of what. */
  public static QueryException notFound(String message) {
    return new QueryException(Reason.NOT_FOUND, message);
  }

  /** The store failed; the message says how. */
  public static QueryException unavailable(RuntimeException cause) {
    return new QueryException(
        Reason.UNAVAILABLE, "the store cannot answer now: " + cause.getMessage(), cause);
  }

  public Reason reason() {
    return reason;
  }
}
