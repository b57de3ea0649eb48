package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SessionQuery;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What an order sorts by, over the columns of {@code sessions} and {@code joined}.
 *
 * @param expression null for a session whose value is unknown
 * @param type the expression's type
 * @param joined what else is to be joined; empty for what sessions themselves have
 */
record SortKey(String expression, String type, String joined) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

  /** Sessions that are not analysed have no row. */
  private static final String COUNTED =
      """
      LEFT JOIN (SELECT session_id, loops, interventions FROM session_outcomes) AS counted
        USING (session_id)
      """;

  private static final String RECOVERED =
      """
      LEFT JOIN (
        SELECT o.session_id, count(s.session_id) AS recovered
        FROM session_outcomes o LEFT JOIN span_outcomes s
          ON s.session_id = o.session_id AND s.cause AND s.outcome = 'RECOVERED'
        GROUP BY o.session_id
      ) AS counted USING (session_id)
      """;

  private SortKey(String expression, String type) {
    this(expression, type, "");
  }

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
      case RECOVERED -> new SortKey("recovered", "HUGEINT", RECOVERED);
      case LOOPS -> new SortKey("loops", "HUGEINT", COUNTED);
      case HUMAN_STEPS -> new SortKey("interventions", "HUGEINT", COUNTED);
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
