package io.treeline.javaagent.instrumentation.google.adk;

import com.google.adk.events.Event;
import com.google.adk.runner.Runner;
import com.google.adk.sessions.Session;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.CoveredScopes;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.reactivex.rxjava3.core.Flowable;
import io.treeline.semconv.SessionIdSources;
import org.jspecify.annotations.Nullable;

/** What {@link RunnerInstrumentation}'s advice does: ADK's session becomes ours. */
public final class Sessions {

  private static final String APP_NAME = "app_name";

  /** Null when nothing is known of it. */
  @SuppressWarnings("MustBeClosedChecker") // closed by leave
  public static @Nullable Scope enter(Runner runner, Object[] arguments) {
    try {
      Context around = Context.current();
      Context inside = CoveredScopes.cover(around, AdkTelemetry.NATIVE_SCOPE);
      return session(SessionContext.from(around), runner, arguments)
          .storeInContext(inside)
          .makeCurrent();
    } catch (Throwable e) {
      Failures.record("adk session", e);
      return null;
    }
  }

  /** The same invocation, run in the session it began in. */
  public static @Nullable Flowable<Event> leave(
      @Nullable Scope scope, @Nullable Flowable<Event> events) {
    if (scope == null) {
      return events;
    }
    Context inside = Context.current();
    scope.close();
    return events == null
        ? null
        : new WatchedFlowable<>(events, () -> new Passage(Context.current(), inside));
  }

  private static SessionContext session(SessionContext around, Runner runner, Object[] arguments) {
    String id = null;
    String user = null;
    if (arguments.length > 0 && arguments[0] instanceof Session session) {
      id = session.id();
      user = session.userId();
    } else if (arguments.length > 1
        && arguments[0] instanceof String first
        && arguments[1] instanceof String second) {
      user = first;
      id = second;
    }
    if (id == null) {
      return around;
    }
    // A runner inside of a tool has a session of its own, and belongs to the one around it.
    SessionContext entered = around.offerId(id, SessionIdSources.FRAMEWORK);
    if (entered.user() == null) {
      entered = entered.withUser(user);
    }
    return entered.properties().containsKey(APP_NAME)
        ? entered
        : entered.withProperty(APP_NAME, runner.appName());
  }

  /** Into the session and out of it again. */
  private record Passage(Context outside, Context inside) implements Watcher<Event> {
    @Override
    public void next(Event item) {}

    @Override
    public void completed() {}

    @Override
    public void failed(Throwable failure) {}

    @Override
    public void cancelled() {}
  }

  private Sessions() {}
}
