package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SessionQuery;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What an order sorts by, over the columns of {@code sessions f}.
 *
 * @param expression null for a session whose value is unknown
 * @param whole whether its values are whole numbers, of up to 128 bits
 */
record SortKey(String expression, boolean whole) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

  static SortKey of(SessionQuery.Order order) {
    return switch (order) {
      case START_TIME -> new SortKey("f.start_epoch_nanos", true);
      case END_TIME -> new SortKey("f.end_epoch_nanos", true);
      case DURATION -> new SortKey(SessionConditions.DURATION, true);
      case COST -> new SortKey("f.cost_usd", false);
      case SPANS -> new SortKey("f.spans", true);
      case ERRORS -> new SortKey("f.errors", true);
      case TOKENS ->
          new SortKey(
              "if(f.input_tokens IS NULL AND f.output_tokens IS NULL, NULL,"
                  + " toInt128(ifNull(f.input_tokens, 0)) + ifNull(f.output_tokens, 0))",
              true);
    };
  }

  /**
   * A value of the last page, as SQL.
   *
   * @throws IllegalArgumentException when it is none that this order could have given
   */
  String literal(String value) {
    if (!NUMBER.matcher(value).matches() || (whole && new BigDecimal(value).scale() > 0)) {
      throw new IllegalArgumentException(
          "position must be that of the last page in the same order: was \"" + value + "\"");
    }
    return whole ? "toInt128('" + value + "')" : "toDecimal128('" + value + "', 18)";
  }
}
