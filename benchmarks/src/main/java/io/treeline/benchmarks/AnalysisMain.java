package io.treeline.benchmarks;

import io.treeline.exporter.SessionAnalyst;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.store.OutcomeStore.Turn;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Analyses generated sessions, in a process of its own, and prints the processor time in
 * microseconds.
 */
public final class AnalysisMain {

  private static final int WARM_RUNS = 15;
  private static final int MOST = 1_000_000;

  private AnalysisMain() {}

  /**
   * Arguments: {@code tree <spans>} or {@code conversation <spans>} for one session, which prints
   * the first time and the median of the last runs; {@code store <dir> <sessions>} for sessions of
   * 41 spans in a store, which prints how many were measured and the time of one.
   */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    if (arguments[0].equals("store")) {
      inStore(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
    } else {
      ofOne(arguments[0].equals("tree"), Integer.parseInt(arguments[1]));
    }
  }

  private static void ofOne(boolean tree, int size) {
    QueryLoad load = new QueryLoad();
    List<Span> spans = new ArrayList<>(tree ? load.large(size) : load.conversation(size));
    Collections.shuffle(spans, new Random(1));
    // Small ones are not warm after a few runs.
    int runs = WARM_RUNS + Math.min(2_000, 1_000_000 / size);
    long[] nanos = new long[runs];
    long problems = 0;
    for (int i = 0; i < runs; i++) {
      long start = threadNanos();
      problems += SessionAnalysis.of(spans).problems().size();
      nanos[i] = threadNanos() - start;
    }
    long[] last = Arrays.copyOfRange(nanos, runs - WARM_RUNS, runs);
    Arrays.sort(last);
    System.out.println(nanos[0] / 1_000 + " " + last[WARM_RUNS / 2] / 1_000 + " " + (problems > 0));
  }

  /** The first half of the sessions warms what the second is measured with. */
  private static void inStore(Path directory, int sessions) throws InterruptedException {
    try (DuckDbSpanStore store = DuckDbSpanStore.open(directory);
        SessionAnalyst analyst = new SessionAnalyst(store, Turn.AT_ONCE, () -> false)) {
      new QueryLoad().write(store, sessions * 41L, QueryLoad.DAY_NANOS);
      int written = 0;
      for (int before = -1; written == 0 || written > before; ) {
        before = written;
        Thread.sleep(3_000);
        written = store.outcomes().pending(MOST).size();
      }
      analyse(store, analyst, written / 2);
      int left = store.outcomes().pending(MOST).size();
      long start = processNanos();
      analyse(store, analyst, 0);
      System.out.println(left + " " + (processNanos() - start) / 1_000 / left);
    }
  }

  private static void analyse(DuckDbSpanStore store, SessionAnalyst analyst, int until) {
    boolean more = true;
    while (more && (until == 0 || store.outcomes().pending(MOST).size() > until)) {
      more = analyst.analyseSome();
    }
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** With the engine's own threads, the garbage collector and the compiler. */
  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
