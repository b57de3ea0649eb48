package io.treeline.semconv;

/** Values of {@link TreelineAttributes#RECOVERY_STRATEGY}. */
public final class RecoveryStrategies {

  /** The same again. */
  public static final String RETRY = "retry";

  /** Another model after one failed. */
  public static final String FALLBACK_MODEL = "fallback_model";

  /** Another tool after one failed. */
  public static final String ALTERNATE_TOOL = "alternate_tool";

  public static final String ASK_HUMAN = "ask_human";

  public static final String ABORT = "abort";

  private RecoveryStrategies() {}
}
