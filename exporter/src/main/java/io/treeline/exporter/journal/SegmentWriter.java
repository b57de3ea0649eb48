package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends records to one new segment. Used by one thread. */
final class SegmentWriter implements AutoCloseable {

  private final Path file;
  private final SegmentHeader header;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  // Position after the last record, forced or not.
  private long end;
  private boolean fresh = true;

  private SegmentWriter(Path file, SegmentHeader header, FileChannel channel, ByteBuffer buffer) {
    this.file = file;
    this.header = header;
    this.channel = channel;
    this.buffer = buffer.clear();
    this.end = header.base() + SegmentHeader.BYTES;
  }

  /**
   * Makes a segment.
   *
   * @param buffer what is written goes through; not used by others meanwhile
   */
  static SegmentWriter create(Path directory, SegmentHeader header, ByteBuffer buffer)
      throws IOException {
    Path file = directory.resolve(SegmentHeader.fileName(header.base()));
    // What was there before is what a failed attempt left: nothing in it was acknowledged.
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      ByteBuffer bytes = header.bytes();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return new SegmentWriter(file, header, channel, buffer);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  SegmentHeader header() {
    return header;
  }

  long end() {
    return end;
  }

  boolean isEmpty() {
    return end == header.base() + SegmentHeader.BYTES;
  }

  /** Appends one record; it is durable after {@link #force}. */
  void append(JournalEntry entry, int bodyChecksum) throws IOException {
    byte[] head = RecordFormat.head(entry, bodyChecksum, header.salt(), end);
    put(head);
    put(entry.body());
    end += (long) head.length + entry.body().length;
  }

  /**
   * Makes everything appended durable.
   *
   * @throws IOException also when the file is no longer where it was made
   */
  void force() throws IOException {
    flush();
    channel.force(false);
    if (fresh) {
      forceDirectory(file.resolveSibling("."));
      fresh = false;
    }
    if (!Files.exists(file)) {
      throw new IOException(file + " was removed while it was written");
    }
  }

  /** Takes back what was appended after a position, as far as that can be done. */
  void truncate(long position) throws IOException {
    buffer.clear();
    channel.truncate(position - header.base());
    channel.force(false);
    end = position;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void put(byte[] bytes) throws IOException {
    int at = 0;
    while (at < bytes.length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int length = Math.min(buffer.remaining(), bytes.length - at);
      buffer.put(bytes, at, length);
      at += length;
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot; there the file's own force is all there is.
      return;
    }
  }
}
