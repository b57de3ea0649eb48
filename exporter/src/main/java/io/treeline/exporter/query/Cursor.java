package io.treeline.exporter.query;

import io.treeline.exporter.store.SessionQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A position in a list of sessions as opaque text. It carries a checksum over itself and over what
 * was asked for, so that a cut, altered or foreign cursor is refused and never reaches the store.
 */
final class Cursor {

  private static final byte VERSION = 1;
  private static final byte SORT_VALUE_KNOWN = 1;

  private Cursor() {}

  static String encode(SessionQuery.Position position, String fingerprint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      String sortValue = position.sortValue();
      out.writeByte(VERSION);
      out.writeByte(sortValue == null ? 0 : SORT_VALUE_KNOWN);
      writeText(out, sortValue == null ? "" : sortValue);
      writeText(out, position.sessionId());
      out.writeLong(checksum(bytes.toByteArray(), fingerprint));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads a cursor back.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static SessionQuery.Position decode(String cursor, String fingerprint) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      byte version = in.readByte();
      byte known = in.readByte();
      String sortValue = readText(in);
      String sessionId = readText(in);
      int signed = bytes.length - in.available();
      boolean intact =
          version == VERSION
              && in.readLong() == checksum(java.util.Arrays.copyOf(bytes, signed), fingerprint)
              && in.available() == 0;
      if (intact) {
        return new SessionQuery.Position(known == SORT_VALUE_KNOWN ? sortValue : null, sessionId);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Falls through to the one message.
    }
    throw QueryException.invalid(
        "cursor must be the nextCursor of a page with the same filters and sort: was \"%s\""
            .formatted(cursor.length() > 80 ? cursor.substring(0, 80) + "…" : cursor));
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("text of " + length + " bytes in " + in.available());
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static long checksum(byte[] bytes, String fingerprint) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    crc.update(fingerprint.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
