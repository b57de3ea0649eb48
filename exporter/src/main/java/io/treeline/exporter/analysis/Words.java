package io.treeline.exporter.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers in sentences. */
final class Words {

  private static final int LONGEST = 80;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private Words() {}

  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  static String duration(long nanos) {
    if (nanos < SECOND) {
      return String.format(Locale.ROOT, "%.0f ms", nanos / MILLI);
    }
    return String.format(Locale.ROOT, "%.1f s", nanos / SECOND);
  }

  /** Tokens and cost in brackets, as far as they are known. */
  static String spent(Spend spend) {
    Long tokens = Spend.sum(spend.inputTokens(), spend.outputTokens());
    BigDecimal usd = spend.costUsd();
    if (tokens == null && usd == null) {
      return "";
    }
    String cost = usd == null ? "" : "$" + usd.round(new MathContext(3)).toPlainString();
    String counted = tokens == null ? "" : count(tokens, "token");
    return " (" + counted + (tokens == null || usd == null ? "" : ", ") + cost + ")";
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
