package io.treeline.semconv;

/** Values of {@link TreelineAttributes#RECOVERY_OUTCOME}. */
public final class RecoveryOutcomes {

  /** What took the place of a failed attempt succeeded. */
  public static final String RECOVERED = "recovered";

  /** It failed as well. */
  public static final String FAILED = "failed";

  private RecoveryOutcomes() {}
}
