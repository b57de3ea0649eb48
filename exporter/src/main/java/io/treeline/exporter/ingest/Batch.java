package io.treeline.exporter.ingest;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What is loaded together. Confined to one thread at a time. */
final class Batch {

  private static final int MOST = 20_000;
  // Decoded, it takes several times that; two of them are there at once.
  private static final long MOST_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 64);
  private static final long LEAST_BYTES = 1L << 20;

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final List<RecentReads.Read> reads = new ArrayList<>();
  private final long mostBytes;
  private final long start;
  private long end;
  private int size;
  private long bytes;

  /**
   * @param start position of its first entry
   * @param mostBytes of the bodies of its requests
   */
  Batch(long start, long mostBytes) {
    this.mostBytes = mostBytes;
    this.start = start;
    this.end = start;
  }

  /** How large a batch may be where so many loaders share the memory. */
  static long mostBytes(int loaders) {
    return Math.max(LEAST_BYTES, MOST_BYTES / Math.max(1, loaders / 2));
  }

  /** What goes to one project, each in the order it was received. */
  static final class Part {
    final List<Run> spans = new ArrayList<>();
    final List<LogRecord> logs = new ArrayList<>();
    final List<Score> scores = new ArrayList<>();

    /** Spans and corrections may have the same keys, so that their order counts. */
    private void add(boolean corrections, List<Span> added) {
      if (added.isEmpty()) {
        return;
      }
      Run last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
      if (last == null || last.corrections() != corrections) {
        last = new Run(corrections, new ArrayList<>());
        spans.add(last);
      }
      last.spans().addAll(added);
    }
  }

  /** Spans that are written in one call. */
  record Run(boolean corrections, List<Span> spans) {}

  void add(RecentReads.Read read, UnaryOperator<Span> pricing) {
    Contribution contribution = read.contribution();
    Part part = parts.computeIfAbsent(read.project(), project -> new Part());
    part.add(false, contribution.spans().stream().map(pricing).toList());
    part.add(true, contribution.corrections().stream().map(pricing).toList());
    part.logs.addAll(contribution.logs());
    part.scores.addAll(contribution.scores());
    reads.add(read);
    size += contribution.size();
    bytes += read.bytes();
    end = read.end();
  }

  /** Goes on to a position without adding anything. */
  void skipTo(long position) {
    end = position;
  }

  /** Position of the entry that something came with. */
  long startOf(String project, Predicate<Contribution> with) {
    return reads.stream()
        .filter(read -> read.project().equals(project) && with.test(read.contribution()))
        .mapToLong(RecentReads.Read::start)
        .findFirst()
        .orElse(start);
  }

  Map<String, Part> parts() {
    return parts;
  }

  long end() {
    return end;
  }

  boolean isEmpty() {
    return end == start;
  }

  boolean isFull() {
    return size >= MOST || bytes >= mostBytes;
  }
}
