package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one thing can take the place of another: inside one run of an agent or one execution of a
 * tool, else under one span, else in one session. Parallel branches are agents of their own, and
 * what fails in one is never made good in another.
 *
 * <p>Bounded: a scope remembers the latest failures only, and scopes without an agent are forgotten
 * when they were not used for the longest time. Thread-safe.
 */
final class RecoveryScope {

  private static final int MAX_SCOPES = 1024;
  private static final ContextKey<RecoveryScope> KEY = ContextKey.named("treeline-genai-recovery");

  private static final Map<String, RecoveryScope> BY_PLACE =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RecoveryScope> eldest) {
          return size() > MAX_SCOPES;
        }
      };

  private final FailedTools tools = new FailedTools();
  private final FailedModels models = new FailedModels();

  /** For the inside of an operation in which failures are its own affair. */
  static Context enter(Context context) {
    return context.with(KEY, new RecoveryScope());
  }

  /** Null where nothing tells one piece of work from another. */
  static @Nullable RecoveryScope of(Context context) {
    RecoveryScope entered = context.get(KEY);
    if (entered != null) {
      return entered;
    }
    SpanContext span = Span.fromContext(context).getSpanContext();
    String session = SessionContext.from(context).id();
    String place =
        span.isValid()
            ? span.getTraceId() + span.getSpanId()
            : session == null ? null : "session " + session;
    if (place == null) {
      return null;
    }
    synchronized (BY_PLACE) {
      return BY_PLACE.computeIfAbsent(place, unused -> new RecoveryScope());
    }
  }

  /** A tool is about to run; null when it takes nothing's place. */
  synchronized @Nullable Recovery toolStarting(
      String name, @Nullable String callId, int arguments) {
    return tools.starting(name, callId, arguments);
  }

  synchronized void toolFailed(Failure failure, @Nullable String callId, int arguments) {
    tools.failed(failure, callId, arguments);
  }

  /** A model is about to be asked; null when it takes nothing's place. */
  synchronized @Nullable Recovery modelStarting(ModelRequest request) {
    return models.starting(request);
  }

  synchronized void modelFailed(Failure failure, ModelRequest request) {
    models.failed(failure, request);
  }

  /**
   * A model answered.
   *
   * @param startNanos {@code System.nanoTime()} when it was asked
   */
  synchronized void modelAnswered(ModelRequest request, ModelResponse answer, long startNanos) {
    models.answered(request);
    // An answer of which nothing is known does not say that no tool was chosen.
    if (!answer.toolCalls().isEmpty() || !answer.finishReasons().isEmpty()) {
      tools.decided(request.toolResults(), startNanos, answer.toolCalls());
    }
  }
}
