package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds where a journal ends that was left by another process, and cuts off what is torn there. */
final class Recovery {

  private static final Logger logger = LoggerFactory.getLogger(Recovery.class);

  private Recovery() {}

  /**
   * The position after the last whole record.
   *
   * @throws JournalException when a newer version wrote the last segment
   */
  static long end(Segments segments, JournalState state) throws IOException {
    Path last = segments.last();
    while (last != null) {
      try (SegmentReader reader = SegmentReader.open(last)) {
        if (reader != null) {
          return Math.max(state.loaded(), end(last, reader, state.loaded(), segments));
        }
      }
      giveUp(last);
      segments.remove(last);
      last = segments.last();
    }
    return state.loaded();
  }

  private static long end(Path file, SegmentReader reader, long loaded, Segments segments)
      throws IOException {
    long limit = reader.fileEnd();
    long position = Math.max(reader.firstPosition(), Math.min(loaded, limit));
    while (position < limit) {
      SegmentReader.Found found = reader.read(position, limit);
      if (found instanceof SegmentReader.Found.Damaged damaged
          && damaged.toTheEnd()
          && damaged.incomplete()) {
        cut(file, reader, damaged, limit);
        segments.put(
            reader.firstPosition() - SegmentHeader.BYTES,
            file,
            damaged.start() - reader.firstPosition() + SegmentHeader.BYTES);
        return damaged.start();
      }
      position = found.end();
    }
    return position;
  }

  private static void cut(
      Path file, SegmentReader reader, SegmentReader.Found.Damaged damaged, long limit)
      throws IOException {
    int length = (int) Math.min(64 << 20, limit - damaged.start());
    // They were never acknowledged, unless the disk lost something: then they are still here.
    String where =
        SetAside.in(file.resolveSibling("corrupt"))
            .keep(damaged.start() + ".torn", reader.bytes(damaged.start(), length));
    logger.warn(
        "{}: the last {} bytes, from position {}, were not written to their end when the last"
            + " process ended ({}); nobody was told that they are kept. They are cut off; {}",
        file,
        limit - damaged.start(),
        damaged.start(),
        damaged.reason(),
        where);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(damaged.start() - reader.firstPosition() + SegmentHeader.BYTES);
      channel.force(true);
    }
  }

  /** A last segment without a header: it was being made when the process ended, or is damaged. */
  private static void giveUp(Path file) throws IOException {
    if (Files.size(file) <= SegmentHeader.BYTES) {
      logger.info("{} was being made when the last process ended and holds nothing", file);
      Files.delete(file);
      return;
    }
    Path kept = file.resolveSibling("corrupt").resolve(file.getFileName());
    Files.createDirectories(kept.getParent());
    Files.move(file, kept);
    logger.error(
        "{} has a damaged header, so that nothing in it can be read; it is kept as {}", file, kept);
  }
}
