package io.treeline.exporter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Values for people: short, with units, unknown as nothing. */
final class Texts {

  private static final BigDecimal SECOND = BigDecimal.valueOf(1000);
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000);

  private Texts() {}

  /** A duration given in milliseconds, such as {@code 1.25 s}; empty when unknown. */
  static String duration(JsonNode millis) {
    if (!millis.isNumber()) {
      return "";
    }
    BigDecimal ms = millis.decimalValue();
    if (ms.compareTo(MINUTE) >= 0) {
      long seconds = ms.divide(SECOND, 0, RoundingMode.HALF_UP).longValue();
      return "%d min %02d s".formatted(seconds / 60, seconds % 60);
    }
    if (ms.compareTo(SECOND) >= 0) {
      return ms.divide(SECOND, 2, RoundingMode.HALF_UP).toPlainString() + " s";
    }
    int digits = ms.compareTo(BigDecimal.TEN) >= 0 ? 0 : 1;
    return ms.setScale(digits, RoundingMode.HALF_UP).toPlainString() + " ms";
  }

  /** Dollars with four digits that count, such as {@code $0.001235}; empty when unknown. */
  static String cost(JsonNode usd) {
    if (!usd.isTextual()) {
      return "";
    }
    BigDecimal dollars = new BigDecimal(usd.textValue());
    if (dollars.compareTo(BigDecimal.ONE) >= 0) {
      return "$" + dollars.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
    BigDecimal rounded = dollars.round(new MathContext(4)).stripTrailingZeros();
    return "$" + (rounded.scale() < 2 ? rounded.setScale(2) : rounded).toPlainString();
  }

  /** Cost, and how many calls it does not cover. */
  static String costAndUnpriced(JsonNode totals) {
    String cost = cost(totals.path("costUsd"));
    long unpriced = totals.path("unpricedCalls").asLong();
    if (unpriced == 0) {
      return cost;
    }
    return cost.isEmpty() ? "unpriced" : cost + " + " + count(unpriced) + " unpriced";
  }

  /**
   * Input and output, such as {@code 1,200→300}, with {@code ~} before them when some were counted
   * from text; empty when both are unknown.
   */
  static String tokens(JsonNode totals) {
    JsonNode input = totals.path("inputTokens");
    JsonNode output = totals.path("outputTokens");
    if (!input.isNumber() && !output.isNumber()) {
      return "";
    }
    return (totals.path("estimatedCalls").asLong() > 0 ? "~" : "")
        + (input.isNumber() ? count(input.asLong()) : "?")
        + "→"
        + (output.isNumber() ? count(output.asLong()) : "?");
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 error}, {@code 2 errors}. */
  static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Date and time to the second, in UTC as sent. */
  static String time(JsonNode time) {
    String text = time.asText("");
    return text.length() < 19 ? text : text.substring(0, 10) + " " + text.substring(11, 19);
  }

  /** One line without control characters: what others sent must not steer the terminal. */
  static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  /** Clean and not wider than this, cut visibly. */
  static String clean(String text, int width) {
    String line = clean(text);
    if (width(line) <= width) {
      return line;
    }
    StringBuilder out = new StringBuilder();
    int used = 1;
    for (int i = 0; i < line.length(); ) {
      int c = line.codePointAt(i);
      used += width(c);
      if (used > width) {
        break;
      }
      out.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return out.append('…').toString();
  }

  /** Columns a clean text takes on a terminal. */
  static int width(String text) {
    return text.codePoints().map(Texts::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115F)
            || (c >= 0x2E80 && c <= 0xA4CF)
            || (c >= 0xAC00 && c <= 0xD7A3)
            || (c >= 0xF900 && c <= 0xFAFF)
            || (c >= 0xFF00 && c <= 0xFF60)
            || (c >= 0x1F300 && c <= 0x1FAFF)
            || (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
