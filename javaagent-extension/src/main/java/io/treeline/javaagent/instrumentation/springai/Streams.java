package io.treeline.javaagent.instrumentation.springai;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What the advice on methods that return streams does. */
public final class Streams {

  private Streams() {}

  /**
   * A stream to give to the application instead.
   *
   * @param caller name of the class that asked for it; null when nobody needs it
   * @param continued whether the request continues an earlier one
   */
  public static @Nullable Flux<?> observed(
      @Nullable Flux<?> stream, @Nullable String caller, boolean continued) {
    return stream == null ? null : ObservedFlux.of(stream, caller, continued);
  }
}
