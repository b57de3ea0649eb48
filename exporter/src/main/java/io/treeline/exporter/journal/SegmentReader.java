package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the records of one segment and finds its way past damaged ones. Used by one thread. */
final class SegmentReader implements AutoCloseable {

  private static final int SCANNED_AT_ONCE = 1 << 20;

  private final FileChannel channel;
  private final SegmentHeader header;

  private SegmentReader(FileChannel channel, SegmentHeader header) {
    this.channel = channel;
    this.header = header;
  }

  /** What stands at a position: one of the two. */
  sealed interface Found {

    /** Position after it. */
    long end();

    /** An entry. */
    record Whole(JournalRecord record) implements Found {
      @Override
      public long end() {
        return record.end();
      }
    }

    /**
     * Bytes that are none.
     *
     * @param reason what is wrong with them
     * @param toTheEnd whether nothing readable comes after them
     * @param incomplete whether they may be a record that was not written to its end
     */
    record Damaged(long start, long end, String reason, boolean toTheEnd, boolean incomplete)
        implements Found {}
  }

  /**
   * Opens a segment.
   *
   * @return null when its header is damaged
   */
  static @Nullable SegmentReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      SegmentHeader header = SegmentHeader.read(file, channel);
      if (header == null || !Long.valueOf(header.base()).equals(SegmentHeader.base(file))) {
        channel.close();
        return null;
      }
      return new SegmentReader(channel, header);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  long firstPosition() {
    return header.base() + SegmentHeader.BYTES;
  }

  /** Position after the file's last byte. */
  long fileEnd() throws IOException {
    return header.base() + channel.size();
  }

  /**
   * What stands at a position.
   *
   * @param limit position at which the segment counts as ended
   */
  Found read(long position, long limit) throws IOException {
    byte[] head = head(position, limit);
    RecordFormat.Header record =
        head == null ? null : RecordFormat.read(head, header.salt(), position);
    if (record == null || head == null) {
      long next = nextHeader(position + 1, limit);
      return new Found.Damaged(
          position, next, "its header is damaged", next == limit, next == limit);
    }
    long end = position + record.totalBytes();
    if (end > limit) {
      return new Found.Damaged(
          position, limit, "%d bytes of it are missing".formatted(end - limit), true, true);
    }
    byte[] body = bytes(position + head.length, record.bodyBytes());
    if (RecordFormat.checksum(body) != record.bodyChecksum()) {
      return new Found.Damaged(
          position, end, "the checksum of its body is wrong", end == limit, false);
    }
    if (record.signal() == null || record.encoding() == null) {
      return new Found.Damaged(position, end, "it is of an unknown kind", end == limit, false);
    }
    String project =
        new String(head, RecordFormat.HEADER_BYTES, record.projectBytes(), StandardCharsets.UTF_8);
    return new Found.Whole(
        new JournalRecord(
            position,
            end,
            new JournalEntry(
                project, record.signal(), record.encoding(), record.receivedEpochNanos(), body)));
  }

  /** Raw bytes, for setting them aside. */
  byte[] bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    long offset = position - header.base();
    while (buffer.position() < length) {
      // In pieces: the JDK keeps a direct buffer as large as the largest that was ever read.
      buffer.limit(Math.min(length, buffer.position() + SCANNED_AT_ONCE));
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException(
            "segment at " + header.base() + " ends before " + (position + length));
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Header and project's name; null when there is no room for them. */
  private byte @Nullable [] head(long position, long limit) throws IOException {
    if (limit - position < RecordFormat.HEADER_BYTES) {
      return null;
    }
    byte[] fixed = bytes(position, RecordFormat.HEADER_BYTES);
    int length = RecordFormat.HEADER_BYTES + RecordFormat.claimedProjectBytes(fixed);
    if (limit - position < length) {
      return null;
    }
    return length == RecordFormat.HEADER_BYTES ? fixed : bytes(position, length);
  }

  /** The first position from one on at which a whole header stands; the limit when none does. */
  private long nextHeader(long from, long limit) throws IOException {
    long position = from;
    while (limit - position >= RecordFormat.HEADER_BYTES) {
      int length = (int) Math.min(SCANNED_AT_ONCE, limit - position);
      byte[] window = bytes(position, length);
      for (int at = RecordFormat.findMarker(window, 0, length);
          at >= 0;
          at = RecordFormat.findMarker(window, at + 1, length)) {
        byte[] head = head(position + at, limit);
        if (head != null && RecordFormat.read(head, header.salt(), position + at) != null) {
          return position + at;
        }
      }
      // The marker may stand across two windows.
      position += length == SCANNED_AT_ONCE ? length - 3 : length;
    }
    return limit;
  }
}
