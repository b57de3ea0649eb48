package io.treeline.exporter.pricing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A list that may change while the process runs. What is there and cannot be used changes nothing:
 * the last good one stays in force, and the problem is told once and kept for whoever asks.
 */
final class WatchedList {

  private static final Logger logger = LoggerFactory.getLogger(WatchedList.class);
  private static final int MAX_NAMED_REMARKS = 5;

  private final String label;
  private final String location;
  private final Clock clock;

  private volatile State state = new State(null, null, null);

  private record State(
      @Nullable PriceList list, @Nullable Instant loadedAt, @Nullable String problem) {}

  WatchedList(PriceList.Origin origin, String location, Clock clock) {
    this.label = origin.label();
    this.location = location;
    this.clock = clock;
  }

  /** The last good list. */
  Optional<PriceList> list() {
    return Optional.ofNullable(state.list());
  }

  void loaded(PriceList list) {
    state = new State(list, clock.instant(), null);
    logger.info("{}: {} models from {}", label, list.size(), location);
    logRemarks(label, list.remarks());
  }

  /** What is there is what is in force. */
  void unchanged() {
    state = new State(state.list(), state.loadedAt(), null);
  }

  void failed(String problem) {
    String kept =
        state.list() == null ? "other lists stay in force" : "its last prices stay in force";
    String whole = "%s cannot be used: %s; %s".formatted(location, problem, kept);
    if (!whole.equals(state.problem())) {
      logger.warn("{}: {}", label, whole);
    }
    state = new State(state.list(), state.loadedAt(), whole);
  }

  PriceStatus status() {
    State now = state;
    int models = now.list() == null ? 0 : now.list().size();
    return new PriceStatus(label, location, models, now.loadedAt(), now.problem());
  }

  /** One line for all. */
  static void logRemarks(String label, List<String> remarks) {
    if (!remarks.isEmpty()) {
      logger.warn(
          "{}: {} remarks, the list is used without these: {}{}",
          label,
          remarks.size(),
          String.join("; ", remarks.subList(0, Math.min(MAX_NAMED_REMARKS, remarks.size()))),
          remarks.size() > MAX_NAMED_REMARKS ? "; ..." : "");
    }
  }
}
