package io.treeline.exporter.ingest;

import io.treeline.exporter.journal.Journal;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.telemetry.ExporterTelemetry;
import io.treeline.exporter.telemetry.RejectReason;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts batches into the stores of their projects. Used by one thread. */
final class Store {

  private static final Logger logger = LoggerFactory.getLogger(Store.class);

  private static final Kind<Span> SPAN =
      new Kind<>(
          span -> "span " + named(span.key()),
          (span, read) -> read.spans().stream().anyMatch(other -> other.key().equals(span.key())));
  private static final Kind<Span> CORRECTION =
      new Kind<>(
          SPAN.name(),
          (span, read) ->
              read.corrections().stream().anyMatch(other -> other.key().equals(span.key())));
  private static final Kind<LogRecord> LOG =
      new Kind<>(
          log -> "log record of span " + named(log.key()),
          (log, read) -> read.logs().contains(log));
  private static final Kind<Score> SCORE =
      new Kind<>(score -> "score " + score.id(), (score, read) -> read.scores().contains(score));

  private final Function<ProjectId, LoadTarget> targets;
  private final Journal journal;
  private final ExporterTelemetry telemetry;

  Store(Function<ProjectId, LoadTarget> targets, Journal journal, ExporterTelemetry telemetry) {
    this.targets = targets;
    this.journal = journal;
    this.telemetry = telemetry;
  }

  /**
   * What is stored.
   *
   * @param in whether it came with a request
   */
  private record Kind<T>(Function<T, String> name, BiPredicate<T, Contribution> in) {}

  private static String named(SpanKey key) {
    return key.spanId() + " of trace " + key.traceId();
  }

  private record Place(LoadTarget target, Batch batch, String project) {}

  /**
   * Stores all of a batch that can be stored; what never can be is set aside. Again after a failure
   * changes nothing of what was stored.
   *
   * @throws StoreException when a store cannot be written now
   */
  void put(Batch batch) {
    for (Map.Entry<String, Batch.Part> entry : batch.parts().entrySet()) {
      LoadTarget target = targets.apply(new ProjectId(entry.getKey()));
      Batch.Part part = entry.getValue();
      Place place = new Place(target, batch, entry.getKey());
      int spans = 0;
      for (Batch.Run run : part.spans) {
        spans +=
            run.corrections()
                ? write(run.spans(), target.corrections(), CORRECTION, place)
                : write(run.spans(), target.spans(), SPAN, place);
      }
      int logs = write(part.logs, target.logs(), LOG, place);
      write(part.scores, target.scores(), SCORE, place);
      telemetry.stored(spans);
      telemetry.storedLogs(logs);
      tell(target, part);
    }
  }

  /**
   * How many were stored. One that never can be is looked for by halves: neither may its neighbours
   * be lost nor loading stop.
   */
  private <T> int write(List<T> items, Consumer<List<T>> writer, Kind<T> kind, Place place) {
    if (items.isEmpty()) {
      return 0;
    }
    try {
      writer.accept(items);
      return items.size();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      if (items.size() > 1) {
        int half = items.size() / 2;
        return write(items.subList(0, half), writer, kind, place)
            + write(items.subList(half, items.size()), writer, kind, place);
      }
      refuse(items.get(0), e, kind, place);
      return 0;
    }
  }

  private <T> void refuse(T item, RuntimeException cause, Kind<T> kind, Place place) {
    if (!(cause instanceof IllegalArgumentException)
        && !place.target().health().get().isHealthy()) {
      // The store's fault, not the item's.
      throw new StoreException(String.valueOf(cause.getMessage()), cause);
    }
    logger.debug("an item cannot be stored", cause);
    long at = place.batch().startOf(place.project(), read -> kind.in().test(item, read));
    try {
      journal.refuse(
          at,
          "%s of project %s: %s"
              .formatted(kind.name().apply(item), place.project(), cause.getMessage()));
    } catch (IOException e) {
      throw new StoreException("what cannot be stored cannot be set aside: " + e, e);
    }
    telemetry.rejected(RejectReason.REFUSED_BY_STORE, 1);
  }

  private static void tell(LoadTarget target, Batch.Part part) {
    try {
      for (Batch.Run run : part.spans) {
        target.stored().accept(run.spans());
      }
      if (!part.logs.isEmpty()) {
        Set<SpanKey> spans = new LinkedHashSet<>();
        part.logs.stream().map(LogRecord::key).forEach(spans::add);
        target.logged().accept(spans);
      }
    } catch (RuntimeException e) {
      // They are stored, whether a viewer can be told or not.
      logger.warn("the live feed could not be told of what is new", e);
    }
  }
}
