package io.treeline.exporter;

import io.treeline.exporter.api.LiveFeed;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SpanReader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the live feed which sessions stored spans belong to. Off the way of the acknowledgement:
 * under load the oldest news is dropped, and without subscribers nothing is looked up.
 */
final class ChangedSessions implements Consumer<List<Span>>, AutoCloseable {

  private static final int MAX_WAITING = 64;

  private final SpanReader reader;
  private final LiveFeed feed;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          task -> {
            Thread thread = new Thread(task, "changed-sessions");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardOldestPolicy());

  ChangedSessions(SpanReader reader, LiveFeed feed) {
    this.reader = reader;
    this.feed = feed;
  }

  @Override
  public void accept(List<Span> stored) {
    if (feed.hasSubscribers()) {
      executor.execute(() -> publish(stored));
    }
  }

  /** As {@link #accept}, of log records: something new is to be seen on these spans. */
  void logged(Set<SpanKey> spans) {
    if (feed.hasSubscribers()) {
      executor.execute(
          () -> {
            Set<String> sessions = new LinkedHashSet<>();
            spans.forEach(span -> reader.sessionOf(span).ifPresent(sessions::add));
            feed.publish(sessions);
          });
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void publish(List<Span> stored) {
    Set<String> sessions = new LinkedHashSet<>();
    // Spans without an id of their own share that of their trace: one question for each trace.
    Map<String, Span> undecided = new HashMap<>();
    for (Span span : stored) {
      String own = span.session().sessionId();
      if (own != null) {
        sessions.add(own);
      } else {
        undecided.putIfAbsent(span.key().traceId(), span);
      }
    }
    for (Span span : undecided.values()) {
      reader.sessionOf(span.key()).ifPresent(sessions::add);
    }
    feed.publish(sessions);
  }
}
