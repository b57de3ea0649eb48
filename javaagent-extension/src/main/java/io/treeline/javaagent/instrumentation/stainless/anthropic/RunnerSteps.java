package io.treeline.javaagent.instrumentation.stainless.anthropic;

import io.opentelemetry.context.Scope;
import java.util.Iterator;

/**
 * Passes the steps of a tool runner on. Models and tools run inside of {@link #hasNext} and {@link
 * #next}: the agent's span is current there and nowhere else.
 */
final class RunnerSteps<T> implements Iterator<T> {

  private final Iterator<T> steps;
  private final RunnerProgress progress;

  RunnerSteps(Iterator<T> steps, RunnerProgress progress) {
    this.steps = steps;
    this.progress = progress;
  }

  @Override
  public boolean hasNext() {
    boolean more;
    Scope scope = progress.enter(this);
    try {
      more = steps.hasNext();
    } catch (Throwable e) {
      progress.failed(e);
      throw e;
    } finally {
      scope.close();
    }
    if (!more) {
      progress.ended();
    }
    return more;
  }

  @Override
  public T next() {
    T step;
    Scope scope = progress.enter(this);
    try {
      step = steps.next();
    } catch (Throwable e) {
      progress.failed(e);
      throw e;
    } finally {
      scope.close();
    }
    progress.stepped(step);
    return step;
  }

  @Override
  public void remove() {
    steps.remove();
  }
}
