package io.treeline.javaagent.instrumentation.springai;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.OpenWork;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An observation of Spring AI's that is a span of ours as well. Whatever the application's registry
 * made, often nothing, is asked first and answers as it would without us.
 *
 * <p>Scopes of the observation are the registry's alone: those that the context propagation library
 * opens are closed behind the observation's back. Inside of {@code observe} the span is current.
 */
final class TracedObservation implements Observation, OpenWork.Carrier {

  private final Observation delegate;
  private final ObservedWork work;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private boolean blocking;
  private @Nullable Object parent;
  private volatile @Nullable OpenWork open;

  TracedObservation(Observation delegate, ObservedWork work) {
    this.delegate = delegate;
    this.work = work;
  }

  @Override
  public @Nullable OpenWork work() {
    return open;
  }

  @Override
  public Observation start() {
    delegate.start();
    try {
      Subscription subscription = blocking ? null : Subscription.awaitingObservation();
      var place = OpenWork.placeOf(io.opentelemetry.context.Context.current(), parent);
      OpenWork started = work.start(place, subscription);
      open = started;
      if (subscription != null) {
        subscription.observed(this, started.context());
      }
    } catch (Throwable e) {
      Failures.record("spring-ai start", e);
    }
    return this;
  }

  @Override
  public Observation error(Throwable failure) {
    delegate.error(failure);
    Failures.guard("spring-ai error", () -> streamFailed(failure));
    return this;
  }

  @Override
  public void stop() {
    delegate.stop();
    if (open != null && stopped.compareAndSet(false, true)) {
      try {
        work.stop();
      } catch (Throwable e) {
        Failures.record("spring-ai stop", e);
      }
    }
  }

  @Override
  public void observe(Runnable runnable) {
    blocking = true;
    Observation.super.observe(
        () -> {
          var scope = enter();
          try {
            runnable.run();
          } finally {
            leave(scope);
          }
        });
  }

  @Override
  @SuppressWarnings("NullAway") // the supplier's result, null or not
  public <T> T observe(Supplier<T> supplier) {
    blocking = true;
    return Observation.super.observe(
        () -> {
          var scope = enter();
          T result;
          try {
            result = supplier.get();
          } finally {
            leave(scope);
          }
          returned(result);
          return result;
        });
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by leave
  private io.opentelemetry.context.@Nullable Scope enter() {
    OpenWork started = open;
    try {
      return started == null ? null : started.context().makeCurrent();
    } catch (Throwable e) {
      Failures.record("spring-ai observation", e);
      return null;
    }
  }

  private static void leave(io.opentelemetry.context.@Nullable Scope scope) {
    if (scope != null) {
      scope.close();
    }
  }

  private void returned(@Nullable Object result) {
    if (open != null) {
      try {
        work.returned(result);
      } catch (Throwable e) {
        Failures.record("spring-ai result", e);
      }
    }
  }

  void received(@Nullable Object element) {
    if (open != null && element != null) {
      try {
        work.received(element);
      } catch (Throwable e) {
        Failures.record("spring-ai stream", e);
      }
    }
  }

  void streamFailed(Throwable failure) {
    if (open != null && failure != null) {
      try {
        work.failed(failure);
      } catch (Throwable e) {
        Failures.record("spring-ai error", e);
      }
    }
  }

  void cancelled() {
    if (open != null) {
      try {
        work.cancelled();
      } catch (Throwable e) {
        Failures.record("spring-ai cancellation", e);
      }
    }
  }

  @Override
  public Observation parentObservation(@Nullable Observation given) {
    parent = given;
    delegate.parentObservation(given);
    return this;
  }

  @Override
  public Observation contextualName(@Nullable String name) {
    delegate.contextualName(name);
    return this;
  }

  @Override
  public Observation lowCardinalityKeyValue(KeyValue keyValue) {
    delegate.lowCardinalityKeyValue(keyValue);
    return this;
  }

  @Override
  public Observation highCardinalityKeyValue(KeyValue keyValue) {
    delegate.highCardinalityKeyValue(keyValue);
    return this;
  }

  @Override
  public Observation observationConvention(ObservationConvention<?> convention) {
    delegate.observationConvention(convention);
    return this;
  }

  @Override
  public Observation event(Event event) {
    delegate.event(event);
    return this;
  }

  @Override
  public boolean isNoop() {
    return delegate.isNoop();
  }

  @Override
  public Context getContext() {
    return delegate.getContext();
  }

  @Override
  public ContextView getContextView() {
    return delegate.getContextView();
  }

  @Override
  public ObservationRegistry getObservationRegistry() {
    return delegate.getObservationRegistry();
  }

  @Override
  public @Nullable Scope getEnclosingScope() {
    return delegate.getEnclosingScope();
  }

  @Override
  public Scope openScope() {
    return delegate.openScope();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
