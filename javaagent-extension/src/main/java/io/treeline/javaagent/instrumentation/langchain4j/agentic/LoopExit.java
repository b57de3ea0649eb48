package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import io.opentelemetry.context.Context;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Exit conditions that tell the loop they run in what they answered. */
public final class LoopExit {

  private LoopExit() {}

  /**
   * The same condition, watched.
   *
   * @param condition a {@code Predicate} or {@code BiPredicate}; anything else is left as it is
   */
  public static Object observed(Object condition) {
    if (condition instanceof ObservedPredicate<?>
        || condition instanceof ObservedBiPredicate<?, ?>) {
      return condition;
    }
    if (condition instanceof Predicate<?> predicate) {
      return new ObservedPredicate<>(predicate);
    }
    return condition instanceof BiPredicate<?, ?> predicate
        ? new ObservedBiPredicate<>(predicate)
        : condition;
  }

  private static boolean tell(boolean done) {
    Workflow workflow = Workflow.in(Context.current());
    if (workflow != null) {
      workflow.exitTested(done);
    }
    return done;
  }

  private record ObservedPredicate<S>(Predicate<S> condition) implements Predicate<S> {
    @Override
    public boolean test(S scope) {
      return tell(condition.test(scope));
    }
  }

  private record ObservedBiPredicate<S, I>(BiPredicate<S, I> condition)
      implements BiPredicate<S, I> {
    @Override
    public boolean test(S scope, I iteration) {
      return tell(condition.test(scope, iteration));
    }
  }
}
