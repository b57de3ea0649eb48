package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** What {@link ChatModelInstrumentation}'s and {@link UsageInstrumentation}'s advice does. */
public final class ContinuedRequests {

  private static final ContextKey<Boolean> KEY = ContextKey.named("treeline-spring-ai-continued");

  private ContinuedRequests() {}

  /**
   * A blocking request begins inside of the model.
   *
   * @param previous the answer whose usage the model will add; null when there is none
   * @return what {@link #end} needs
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(@Nullable Object previous) {
    Context context = Context.current();
    boolean continued = previous != null;
    return continued == isContinued(context) ? null : context.with(KEY, continued).makeCurrent();
  }

  public static void end(@Nullable Object entered) {
    if (entered instanceof Scope scope) {
      scope.close();
    }
  }

  static boolean isContinued(Context context) {
    return Boolean.TRUE.equals(context.get(KEY));
  }

  /** For what tools do: their requests continue nothing. */
  static Context leave(Context context) {
    return isContinued(context) ? context.with(KEY, false) : context;
  }

  /** The usage of a request was added to that of an earlier one. */
  public static void added(@Nullable Object own, @Nullable Object previous) {
    if (previous == null) {
      return;
    }
    ChatWork work = ChatWork.in(Context.current());
    if (work != null && own instanceof org.springframework.ai.chat.metadata.Usage usage) {
      work.used(usage);
    }
  }
}
