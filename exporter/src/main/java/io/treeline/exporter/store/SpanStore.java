package io.treeline.exporter.store;

import java.util.Optional;

/**
 * An engine that keeps spans. One instance per process; thread-safe.
 *
 * <p>Every engine passes {@code SpanStoreContract} with exact results.
 */
public interface SpanStore extends AutoCloseable {

  SpanWriter writer();

  SpanCorrections corrections();

  SpanReader reader();

  LogWriter logs();

  ScoreStore scores();

  OutcomeStore outcomes();

  RequestReader requests();

  /** Looks after what is stored; empty for an engine that is looked after by itself. */
  default Optional<Upkeep> upkeep() {
    return Optional.empty();
  }

  /** Cheap, repeatable, concurrent; never throws. */
  HealthCheck check();

  /** Waits for writes under way, then gives everything back. Closing twice does nothing. */
  @Override
  void close();
}
