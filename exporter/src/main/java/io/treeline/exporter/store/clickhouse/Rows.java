package io.treeline.exporter.store.clickhouse;

import com.clickhouse.client.api.data_formats.RowBinaryFormatSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows on their way to the server, value after value in the order of the columns. */
final class Rows {

  private static final int DECIMALS = 18;

  private final Bytes bytes = new Bytes();
  private final RowBinaryFormatSerializer out = new RowBinaryFormatSerializer(bytes);
  private int count;

  private interface Write {
    void run() throws IOException;
  }

  /** To be called after the last value of each row. */
  void end() {
    count++;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Bytes so far. */
  int size() {
    return bytes.size();
  }

  /** Some of the bytes so far. */
  ByteBuffer bytesBetween(int start, int end) {
    return bytes.between(start, end);
  }

  /** Lets what was written be looked at without a copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(4_096);
    }

    ByteBuffer between(int start, int end) {
      return ByteBuffer.wrap(buf, start, end - start);
    }
  }

  Rows text(String value) {
    return write(() -> writeText(value));
  }

  Rows textOrNull(@Nullable String value) {
    return write(
        () -> {
          if (isThere(value) && value != null) {
            writeText(value);
          }
        });
  }

  Rows enumOrNull(@Nullable Enum<?> value) {
    return textOrNull(value == null ? null : value.name());
  }

  Rows number(long value) {
    return write(() -> out.writeInt64(value));
  }

  Rows numberOrNull(@Nullable Long value) {
    return write(
        () -> {
          if (isThere(value) && value != null) {
            out.writeInt64(value);
          }
        });
  }

  Rows shortNumber(int value) {
    return write(() -> out.writeInt32(value));
  }

  Rows shortNumberOrNull(@Nullable Integer value) {
    return write(
        () -> {
          if (isThere(value) && value != null) {
            out.writeInt32(value);
          }
        });
  }

  Rows realOrNull(@Nullable Double value) {
    return write(
        () -> {
          if (isThere(value) && value != null) {
            out.writeFloat64(value);
          }
        });
  }

  Rows real(double value) {
    return write(() -> out.writeFloat64(value));
  }

  Rows bit(boolean value) {
    return write(() -> out.writeBool(value));
  }

  Rows costOrNull(@Nullable BigDecimal value) {
    return write(
        () -> {
          if (isThere(value) && value != null) {
            out.writeDecimal128(value, DECIMALS);
          }
        });
  }

  Rows id(String hex) {
    return write(() -> bytes.writeBytes(HexFormat.of().parseHex(hex)));
  }

  Rows uuid(UUID value) {
    return write(
        () -> out.writeUUID(value.getMostSignificantBits(), value.getLeastSignificantBits()));
  }

  Rows idOrNull(@Nullable String hex) {
    return write(
        () -> {
          if (isThere(hex) && hex != null) {
            bytes.writeBytes(HexFormat.of().parseHex(hex));
          }
        });
  }

  Rows texts(Collection<String> values) {
    return write(
        () -> {
          RowBinaryFormatSerializer.writeSize(bytes, values.size());
          for (String value : values) {
            writeText(value);
          }
        });
  }

  Rows ids(Collection<String> hexes) {
    return write(
        () -> {
          RowBinaryFormatSerializer.writeSize(bytes, hexes.size());
          hexes.forEach(hex -> bytes.writeBytes(HexFormat.of().parseHex(hex)));
        });
  }

  /** Of numbers from 0 to 255. */
  Rows smallNumbers(List<Integer> values) {
    return write(
        () -> {
          RowBinaryFormatSerializer.writeSize(bytes, values.size());
          values.forEach(bytes::write);
        });
  }

  Rows numbers(List<Long> values) {
    return write(
        () -> {
          RowBinaryFormatSerializer.writeSize(bytes, values.size());
          for (long value : values) {
            out.writeInt64(value);
          }
        });
  }

  Rows map(Map<String, String> values) {
    return write(
        () -> {
          RowBinaryFormatSerializer.writeSize(bytes, values.size());
          for (Map.Entry<String, String> entry : values.entrySet()) {
            writeText(entry.getKey());
            writeText(entry.getValue());
          }
        });
  }

  private boolean isThere(@Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
      return false;
    }
    out.writeNotNull();
    return true;
  }

  private void writeText(String value) throws IOException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    RowBinaryFormatSerializer.writeSize(bytes, utf8.length);
    bytes.writeBytes(utf8);
  }

  private Rows write(Write value) {
    try {
      value.run();
      return this;
    } catch (IOException e) {
      // There is no file nor network behind it.
      throw new UncheckedIOException(e);
    }
  }
}
