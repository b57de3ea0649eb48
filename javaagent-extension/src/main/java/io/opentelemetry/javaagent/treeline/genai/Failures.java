package io.opentelemetry.javaagent.treeline.genai;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where our own failures end: counted, logged once per place at {@code FINE}, never thrown into the
 * application.
 */
public final class Failures {

  private static final Logger logger = Logger.getLogger(Failures.class.getName());
  private static final ConcurrentHashMap<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

  /**
   * Records that something of ours failed.
   *
   * @param place short constant name of what was being done
   */
  public static void record(String place, Throwable failure) {
    LongAdder count = COUNTS.get(place);
    if (count == null) {
      count = COUNTS.computeIfAbsent(place, unused -> new LongAdder());
      logger.log(Level.FINE, failure, () -> "tracing failed in " + place + "; logged once");
    }
    count.increment();
  }

  /** Runs what must not be noticed by the application when it fails. */
  public static void guard(String place, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      record(place, e);
    }
  }

  /** How often {@code place} failed since the JVM started. */
  public static long count(String place) {
    LongAdder count = COUNTS.get(place);
    return count == null ? 0 : count.sum();
  }

  /** How often each place failed since the JVM started; empty when none did. */
  public static Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    COUNTS.forEach((place, count) -> counts.put(place, count.sum()));
    return counts;
  }

  private Failures() {}
}
