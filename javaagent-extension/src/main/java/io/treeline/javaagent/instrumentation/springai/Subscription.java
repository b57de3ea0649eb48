package io.treeline.javaagent.instrumentation.springai;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a stream of Spring AI's, open on the thread that subscribes for as long as
 * that takes: the observation made on the way is the stream's, and what it subscribes to in turn is
 * part of its work.
 */
final class Subscription {

  private static final ThreadLocal<Subscription> CURRENT = new ThreadLocal<>();

  private final @Nullable Subscription outer;
  private final @Nullable String caller;
  private final boolean continued;
  private volatile @Nullable TracedObservation observation;
  private @Nullable Scope scope;

  private Subscription(@Nullable Subscription outer, @Nullable String caller, boolean continued) {
    this.outer = outer;
    this.caller = caller;
    this.continued = continued;
  }

  /** To be closed by {@link #subscribed} on the same thread. */
  static Subscription open(@Nullable String caller, boolean continued) {
    Subscription opened = new Subscription(CURRENT.get(), caller, continued);
    CURRENT.set(opened);
    return opened;
  }

  /** The subscription in progress on this thread, if its observation has not been made yet. */
  static @Nullable Subscription awaitingObservation() {
    Subscription current = CURRENT.get();
    return current == null || current.observation != null ? null : current;
  }

  /** Name of the class that asked for the stream; null when it was not looked for. */
  @Nullable String caller() {
    return caller;
  }

  /** Whether the request continues an earlier one, whose usage Spring AI adds to its own. */
  boolean continued() {
    return continued;
  }

  @Nullable TracedObservation observation() {
    return observation;
  }

  /** The stream's observation has started: what is subscribed to from here on is inside. */
  @SuppressWarnings("MustBeClosedChecker") // closed by subscribed
  void observed(TracedObservation started, Context inside) {
    observation = started;
    scope = inside.makeCurrent();
  }

  void subscribed() {
    if (scope != null) {
      scope.close();
    }
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}
