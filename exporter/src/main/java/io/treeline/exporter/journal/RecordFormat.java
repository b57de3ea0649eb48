package io.treeline.exporter.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How an entry is written, big-endian: 4 bytes of marker, CRC32C of the header, length of the body,
 * CRC32C of the body, 8 bytes time of receipt, 1 signal, 1 encoding, 2 length of the project's
 * name, 4 of zeros; the project's name in UTF-8; the body.
 *
 * <p>The header's checksum also covers the segment's salt and the record's own position: bytes of a
 * body that look like a record are never taken for one.
 */
final class RecordFormat {

  static final int HEADER_BYTES = 32;
  static final int MAX_PROJECT_BYTES = 1024;

  private static final int MARKER = 0x544C5244;
  private static final int CHECKED_FROM = 8;

  private RecordFormat() {}

  /** A header that holds; signal and encoding are null when they are of no known kind. */
  record Header(
      int bodyBytes,
      int bodyChecksum,
      long receivedEpochNanos,
      JournalEntry.@Nullable Signal signal,
      JournalEntry.@Nullable Encoding encoding,
      int projectBytes) {
    /** Of the whole record. */
    long totalBytes() {
      return (long) HEADER_BYTES + projectBytes + bodyBytes;
    }
  }

  static byte[] project(JournalEntry entry) {
    byte[] project = entry.project().getBytes(StandardCharsets.UTF_8);
    if (project.length > MAX_PROJECT_BYTES) {
      throw new IllegalArgumentException(
          "the name of a project must have at most %d bytes: was %d"
              .formatted(MAX_PROJECT_BYTES, project.length));
    }
    return project;
  }

  static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }

  /** The bytes before the body. */
  static byte[] head(JournalEntry entry, int bodyChecksum, long salt, long position) {
    byte[] project = project(entry);
    ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES + project.length);
    head.putInt(MARKER)
        .putInt(0)
        .putInt(entry.body().length)
        .putInt(bodyChecksum)
        .putLong(entry.receivedEpochNanos())
        .put((byte) entry.signal().code)
        .put((byte) entry.encoding().code)
        .putShort((short) project.length)
        .putInt(0)
        .put(project);
    head.putInt(4, headChecksum(head.array(), head.capacity(), salt, position));
    return head.array();
  }

  /** Length of the project's name that a header claims; 0 when it cannot be one. */
  static int claimedProjectBytes(byte[] header) {
    ByteBuffer buffer = ByteBuffer.wrap(header);
    int length = Short.toUnsignedInt(buffer.getShort(26));
    return buffer.getInt(0) == MARKER && length <= MAX_PROJECT_BYTES ? length : 0;
  }

  /**
   * Reads the bytes before a body.
   *
   * @param head header and project's name
   * @return null when this is none
   */
  static @Nullable Header read(byte[] head, long salt, long position) {
    ByteBuffer buffer = ByteBuffer.wrap(head);
    int projectBytes = Short.toUnsignedInt(buffer.getShort(26));
    if (buffer.getInt(0) != MARKER
        || head.length != HEADER_BYTES + projectBytes
        || buffer.getInt(8) < 0
        || buffer.getInt(4) != headChecksum(head, head.length, salt, position)) {
      return null;
    }
    return new Header(
        buffer.getInt(8),
        buffer.getInt(12),
        buffer.getLong(16),
        signal(buffer.get(24)),
        encoding(buffer.get(25)),
        projectBytes);
  }

  /** Offset of the next bytes that may begin a record; -1 when there are none. */
  static int findMarker(byte[] bytes, int from, int length) {
    for (int i = from; i + 4 <= length; i++) {
      if (bytes[i] == (byte) (MARKER >>> 24)
          && bytes[i + 1] == (byte) (MARKER >>> 16)
          && bytes[i + 2] == (byte) (MARKER >>> 8)
          && bytes[i + 3] == (byte) MARKER) {
        return i;
      }
    }
    return -1;
  }

  private static int headChecksum(byte[] head, int length, long salt, long position) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(16).putLong(salt).putLong(position).flip());
    crc.update(head, CHECKED_FROM, length - CHECKED_FROM);
    return (int) crc.getValue();
  }

  private static JournalEntry.@Nullable Signal signal(int code) {
    for (JournalEntry.Signal signal : JournalEntry.Signal.values()) {
      if (signal.code == code) {
        return signal;
      }
    }
    return null;
  }

  private static JournalEntry.@Nullable Encoding encoding(int code) {
    for (JournalEntry.Encoding encoding : JournalEntry.Encoding.values()) {
      if (encoding.code == code) {
        return encoding;
      }
    }
    return null;
  }
}
