package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;

/** How streams are watched without harm to what passes through them. */
final class Watching {

  /** What fails while watching is ours to bear. */
  static void run(Runnable watching) {
    try {
      watching.run();
    } catch (Throwable e) {
      Failures.record("adk stream", e);
    }
  }

  /**
   * Runs the library's work in a context, and leaves the thread as it was found.
   *
   * <p>ADK opens scopes when a stream is subscribed to and closes them when it ends, which is after
   * we have left: a scope of ours below would then come back and stay on the thread for good.
   */
  @SuppressWarnings({"MustBeClosedChecker", "CheckReturnValue"})
  static void in(Context context, Runnable work) {
    Context before = Context.current();
    Scope scope = context.makeCurrent();
    try {
      work.run();
    } finally {
      scope.close();
      if (Context.current() != before) {
        Scope unused = before.makeCurrent();
      }
    }
  }

  private Watching() {}
}
