package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * Says of a context that the spans of a library's own scope are doubles there: a room of ours sees
 * the same, with more to tell. They are folded, so that nothing hangs under them.
 */
public final class CoveredScopes {

  private static final ContextKey<String> KEY = ContextKey.named("treeline-covered-scope");

  /**
   * One scope at a time is enough: the inner of two frameworks is the one that is doubled.
   *
   * @param scopeName name of the library's instrumentation scope; a {@link SpanAdopter} must adopt
   *     it
   */
  public static Context cover(Context context, String scopeName) {
    return scopeName.equals(context.get(KEY)) ? context : context.with(KEY, scopeName);
  }

  /** Whether the span of that id was folded, lately and in this process. */
  public static boolean isFolded(String spanId) {
    return AdoptedSpans.isFolded(spanId);
  }

  static boolean isCovered(Context context, String scopeName) {
    return scopeName.equals(context.get(KEY));
  }

  private CoveredScopes() {}
}
