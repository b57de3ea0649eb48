package io.treeline.exporter.ingest;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.HealthCheck;
import io.treeline.exporter.store.SpanStore;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where what is sent to one project goes. The first four return when it is durable, and throw as
 * {@link io.treeline.exporter.store.SpanWriter#write} does.
 *
 * @param spans of which the first with a key counts
 * @param corrections of which the last with a key counts
 * @param logs log records
 * @param scores scores
 * @param health of the store
 * @param stored told of spans that are stored now; should be quick
 * @param logged told of the spans that have new log records; should be quick
 */
public record LoadTarget(
    Consumer<List<Span>> spans,
    Consumer<List<Span>> corrections,
    Consumer<List<LogRecord>> logs,
    Consumer<List<Score>> scores,
    Supplier<HealthCheck> health,
    Consumer<List<Span>> stored,
    Consumer<Set<SpanKey>> logged) {

  /** A store, with somebody told of what is new in it. */
  public static LoadTarget of(
      SpanStore store, Consumer<List<Span>> stored, Consumer<Set<SpanKey>> logged) {
    return new LoadTarget(
        store.writer()::write,
        store.corrections()::replace,
        store.logs()::write,
        store.scores()::put,
        store::check,
        stored,
        logged);
  }
}
