package io.treeline.exporter.transfer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as ISO-8601 in UTC with nine digits of fraction. */
final class Times {

  private static final DateTimeFormatter NINE_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long NANOS = 1_000_000_000L;

  private Times() {}

  static @Nullable String text(@Nullable Long epochNanos) {
    return epochNanos == null
        ? null
        : NINE_DIGITS.format(
            Instant.ofEpochSecond(
                Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS)));
  }

  static @Nullable Long nanos(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant instant = Instant.parse(text);
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }
}
