package io.treeline.semconv;

/** Values of {@link TreelineAttributes#STREAM_END}. */
public final class StreamEndings {

  /** Read to its end. */
  public static final String DRAINED = "drained";

  /** Closed by the application before its end. */
  public static final String CLOSED_EARLY = "closed_early";

  /** Failed on the way. */
  public static final String ERROR = "error";

  /** Cancelled by the application. */
  public static final String CANCELLED = "cancelled";

  /** Neither read on nor closed; ended by garbage collection or by the idle limit. */
  public static final String ABANDONED = "abandoned";

  private StreamEndings() {}
}
