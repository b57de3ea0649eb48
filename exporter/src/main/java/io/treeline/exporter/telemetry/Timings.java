package io.treeline.exporter.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How long answers took, by operation and whether they were one. Thread-safe. */
public final class Timings {

  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };
  private static final double NANOS = 1e9;

  private record Key(String operation, String outcome) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byOperation = operation.compareTo(other.operation);
      return byOperation == 0 ? outcome.compareTo(other.outcome) : byOperation;
    }
  }

  private static final class Times {
    final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    final LongAdder nanos = new LongAdder();

    Times() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }
  }

  private final Map<Key, Times> times = new ConcurrentHashMap<>();

  /**
   * Counts one answer.
   *
   * @param operation one of few: a route, not an address
   * @param outcome such as a status
   */
  public void took(String operation, String outcome, long nanos) {
    Times of = times.computeIfAbsent(new Key(operation, outcome), key -> new Times());
    int bucket = 0;
    while (bucket < BOUNDS.length && nanos > BOUNDS[bucket] * NANOS) {
      bucket++;
    }
    of.buckets[bucket].increment();
    of.nanos.add(nanos);
  }

  /** Writes a histogram in seconds. */
  public void write(PrometheusText text, String metric, String help) {
    text.histogram(metric, help);
    new ConcurrentSkipListMap<>(times)
        .forEach(
            (key, of) -> {
              long count = 0;
              for (int i = 0; i < of.buckets.length; i++) {
                count += of.buckets[i].sum();
                String le = i < BOUNDS.length ? PrometheusText.text(BOUNDS[i]) : "+Inf";
                text.suffixed(
                    "_bucket",
                    (double) count,
                    "operation",
                    key.operation,
                    "status",
                    key.outcome,
                    "le",
                    le);
              }
              text.suffixed(
                  "_sum",
                  of.nanos.sum() / NANOS,
                  "operation",
                  key.operation,
                  "status",
                  key.outcome);
              text.suffixed(
                  "_count", (double) count, "operation", key.operation, "status", key.outcome);
            });
  }
}
