package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a segment.
 *
 * @param base position of the segment's first byte; that of its first record is {@link #BYTES} more
 * @param salt random, so that nobody outside can make bytes that pass for a record
 */
record SegmentHeader(long base, long salt) {

  static final int BYTES = 32;
  static final int VERSION = 1;

  private static final String SUFFIX = ".segment";
  private static final long MAGIC = 0x5452_4545_4C4E_4A0AL;

  static String fileName(long base) {
    return String.format(Locale.ROOT, "%020d%s", base, SUFFIX);
  }

  /** The position in a file's name; null when it names no segment. */
  static @Nullable Long base(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.matches("[0-9]{20}\\.segment")) {
      return null;
    }
    try {
      return Long.valueOf(name.substring(0, 20));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  ByteBuffer bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.putLong(MAGIC).putInt(VERSION).putInt(0).putLong(base).putLong(salt);
    buffer.putInt(12, checksum(buffer.array()));
    return buffer.rewind();
  }

  /**
   * Reads a segment's header.
   *
   * @return null when it is damaged or incomplete
   * @throws JournalException when a newer version wrote it
   */
  static @Nullable SegmentHeader read(Path file, FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // Until it is full or the file ends.
    }
    if (buffer.hasRemaining() || buffer.getLong(0) != MAGIC) {
      return null;
    }
    int version = buffer.getInt(8);
    boolean intact = buffer.getInt(12) == checksum(buffer.array());
    // A later version may check its header in another way, so its number counts alone.
    if (version > VERSION && version < 1000) {
      throw new JournalException(
          "%s was written by a newer Treeline (journal version %d, this one reads up to %d): start that version once and stop it in order, so that everything is loaded, or take the journal's directory away together with what is not loaded yet"
              .formatted(file, version, VERSION));
    }
    return intact ? new SegmentHeader(buffer.getLong(16), buffer.getLong(24)) : null;
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, 12);
    crc.update(header, 16, BYTES - 16);
    return (int) crc.getValue();
  }
}
