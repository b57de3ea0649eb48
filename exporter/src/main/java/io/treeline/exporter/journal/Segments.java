package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which segments there are, by position of their first byte. Thread-safe. */
final class Segments {

  private record Segment(Path file, long bytes) {}

  private final Path directory;
  private final TreeMap<Long, Segment> byBase = new TreeMap<>();

  private Segments(Path directory) {
    this.directory = directory;
  }

  static Segments list(Path directory) throws IOException {
    Segments result = new Segments(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Long base = SegmentHeader.base(file);
        if (base != null) {
          result.byBase.put(base, new Segment(file, Files.size(file)));
        }
      }
    }
    return result;
  }

  /** Notes a segment or its new size. */
  synchronized void put(long base, Path file, long bytes) {
    byBase.put(base, new Segment(file, bytes));
  }

  synchronized long bytes() {
    return byBase.values().stream().mapToLong(Segment::bytes).sum();
  }

  /** Position of the end of the last one; 0 when there is none. */
  synchronized long end() {
    return byBase.isEmpty() ? 0 : byBase.lastKey() + byBase.lastEntry().getValue().bytes();
  }

  /** The last one; null when there is none. */
  synchronized @Nullable Path last() {
    return byBase.isEmpty() ? null : byBase.lastEntry().getValue().file();
  }

  synchronized void remove(Path file) {
    byBase.values().removeIf(segment -> segment.file().equals(file));
  }

  /**
   * A segment to read from.
   *
   * @param base position of its first byte
   * @param end position at which the next one begins; the largest number for the last
   */
  record Place(Path file, long base, long end) {}

  /** The segment a position is in; the next one when it is in a gap; null behind the last. */
  synchronized @Nullable Place at(long position) {
    Map.Entry<Long, Segment> found = byBase.floorEntry(position);
    if (found == null) {
      found = byBase.ceilingEntry(position);
    }
    if (found == null) {
      return null;
    }
    Long next = byBase.higherKey(found.getKey());
    return new Place(found.getValue().file(), found.getKey(), next == null ? Long.MAX_VALUE : next);
  }

  /** Deletes the segments that end at a position or before; never the last one. */
  synchronized void dropBefore(long position) throws IOException {
    while (byBase.size() > 1 && byBase.higherKey(byBase.firstKey()) <= position) {
      Files.deleteIfExists(byBase.firstEntry().getValue().file());
      byBase.pollFirstEntry();
    }
  }

  Path directory() {
    return directory;
  }
}
