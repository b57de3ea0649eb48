package io.treeline.exporter.store.duckdb;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hexadecimal ids as the engine keeps them: half the bytes, same order. */
final class Ids {

  private Ids() {}

  static UUID trace(String hex) {
    return new UUID(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  static String hex(UUID trace) {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(trace.getMostSignificantBits())
        + format.toHexDigits(trace.getLeastSignificantBits());
  }

  /** The bits of a span id; unsigned. */
  static long span(String hex) {
    return HexFormat.fromHexDigitsToLong(hex);
  }

  /** A span id as a number in a statement. */
  static String decimal(String hex) {
    return Long.toUnsignedString(span(hex));
  }

  static String hex(long span) {
    return HexFormat.of().toHexDigits(span);
  }

  static @Nullable String hexOrNull(@Nullable BigInteger span) {
    return span == null ? null : hex(span.longValue());
  }
}
