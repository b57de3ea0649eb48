package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SessionQuery;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What an order sorts by, over the columns of {@code sessions}.
 *
 * @param expression null for a session whose value is unknown
 * @param type the expression's type
 */
record SortKey(String expression, String type) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

  static SortKey of(SessionQuery.Order order) {
    return switch (order) {
      case START_TIME -> new SortKey("start_epoch_nanos", "HUGEINT");
      case END_TIME -> new SortKey("end_epoch_nanos", "HUGEINT");
      case DURATION -> new SortKey("end_epoch_nanos::HUGEINT - start_epoch_nanos", "HUGEINT");
      case COST -> new SortKey("cost_usd", "DECIMAL(38, 18)");
      case SPANS -> new SortKey("spans", "HUGEINT");
      case ERRORS -> new SortKey("errors", "HUGEINT");
      case TOKENS ->
          new SortKey(
              "CASE WHEN input_tokens IS NOT NULL OR output_tokens IS NOT NULL THEN"
                  + " coalesce(input_tokens, 0)::HUGEINT + coalesce(output_tokens, 0) END",
              "HUGEINT");
    };
  }

  /**
   * A value of the last page, as SQL.
   *
   * @throws IllegalArgumentException when it is none that this order could have given
   */
  String literal(String value) {
    if (!NUMBER.matcher(value).matches()
        || (type.equals("HUGEINT") && new BigDecimal(value).scale() > 0)) {
      throw new IllegalArgumentException(
          "position must be that of the last page in the same order: was \"" + value + "\"");
    }
    return "'" + value + "'::" + type;
  }
}
