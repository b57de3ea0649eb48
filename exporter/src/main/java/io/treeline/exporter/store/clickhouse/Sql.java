package io.treeline.exporter.store.clickhouse;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values as parts of statements. */
final class Sql {

  private Sql() {}

  /** A text as a literal, whatever it holds. */
  static String text(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16).append('\'');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\'' -> out.append("\\'");
        case '\\' -> out.append("\\\\");
        case '\0' -> out.append("\\0");
        default -> out.append(c);
      }
    }
    return out.append('\'').toString();
  }

  /** Texts, to stand behind {@code IN}; of none, what nothing is in. */
  static String texts(Collection<String> values) {
    return values.isEmpty()
        ? "(NULL)"
        : values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The bytes of a trace's or span's id. */
  static String id(String hex) {
    if (!hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new IllegalArgumentException("id must be hexadecimal digits: was \"" + hex + "\"");
    }
    return "unhex('" + hex + "')";
  }

  /** Ids, to stand behind {@code IN}. */
  static String ids(Collection<String> hexes) {
    return hexes.isEmpty()
        ? "(NULL)"
        : hexes.stream().map(Sql::id).collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * An exact number of as many decimals as costs have.
   *
   * @param fitsCosts whether it is compared to a cost, else to a whole number
   */
  static String decimal(BigDecimal number, boolean fitsCosts) {
    return (fitsCosts ? "toDecimal128('" : "toDecimal256('") + number.toPlainString() + "', 18)";
  }
}
