package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SessionQuery;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * What an order sorts by, over the columns of {@code sessions f} and {@code joined}.
 *
 * @param expression null for a session whose value is unknown
 * @param whole whether its values are whole numbers, of up to 128 bits
 * @param joined what else is to be joined; empty for what sessions themselves have
 */
record SortKey(String expression, boolean whole, String joined) {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,18})?");

  /** Sessions that are not analysed have no row. */
  private static final String COUNTED =
      """

      LEFT JOIN (
        SELECT session_id AS of_session, loops, interventions FROM @session_outcomes
      ) AS o ON o.of_session = f.session_id\
      """;

  private static final String RECOVERED =
      """

      LEFT JOIN (
        SELECT o.session_id AS of_session, toInt64(countIf(s.good)) AS recovered
        FROM (SELECT session_id, kept FROM @session_outcomes) AS o
        LEFT JOIN (
          SELECT session_id, kept, cause AND outcome = 'RECOVERED' AS good FROM @span_outcomes
        ) AS s ON s.session_id = o.session_id AND s.kept = o.kept
        GROUP BY o.session_id
      ) AS o ON o.of_session = f.session_id\
      """;

  private SortKey(String expression, boolean whole) {
    this(expression, whole, "");
  }

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
      case RECOVERED -> new SortKey("o.recovered", true, RECOVERED);
      case LOOPS -> new SortKey("o.loops", true, COUNTED);
      case HUMAN_STEPS -> new SortKey("o.interventions", true, COUNTED);
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
