package io.treeline.exporter.store.duckdb;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Which spans' usage is counted elsewhere, as common table expressions on {@code member}: the rule
 * of {@code session.UsageLayers}, which says why, in SQL.
 *
 * <p>Walks down from spans that own usage and have children: mostly there are none, or the walk
 * ends at the HTTP call below; and up from what reports usage where an agent does so too. {@code
 * suppressed} has one row per span that does not count.
 */
final class SuppressUsage {

  /** Columns of {@code suppressed} and of {@code suppressed_spans}. */
  static final String COLUMNS = "session_id, trace_id, span_id, rule, by_span_id";

  /** Numbers are those of {@code UsageLayers.MAX_STEPS} and {@code MAX_CLIMB}. */
  private static final String LAYERS =
      """
      below AS (
        SELECT o.session_id, o.trace_id, o.span_id AS outer_id, o.operation AS outer_operation,
          o.end_epoch_nanos AS outer_end, i.span_id AS inner_id, i.operation AS inner_operation,
          i.start_epoch_nanos AS inner_start, 1 AS steps
        FROM member o
        JOIN member i ON i.session_id = o.session_id AND i.trace_id = o.trace_id
          AND i.parent_span_id = o.span_id AND i.span_id <> o.span_id
        WHERE o.owns_usage AND o.operation <> 'AGENT'
        UNION ALL
        SELECT b.session_id, b.trace_id, b.outer_id, b.outer_operation, b.outer_end, i.span_id,
          i.operation, i.start_epoch_nanos, b.steps + 1
        FROM below b
        JOIN member i ON i.session_id = b.session_id AND i.trace_id = b.trace_id
          AND i.parent_span_id = b.inner_id
        WHERE b.steps < 16 AND b.inner_operation IN ('OTHER', 'STEP', 'WORKFLOW')
      ),
      layer AS (
        SELECT session_id, trace_id, outer_id, inner_id
        FROM below
        WHERE inner_operation = outer_operation AND inner_id <> outer_id
          AND (outer_end IS NULL OR inner_start <= outer_end)
      ),
      layers AS (
        SELECT session_id, trace_id, outer_id, inner_id, 1 AS depth FROM layer
        UNION ALL
        SELECT l.session_id, l.trace_id, l.outer_id, n.inner_id, l.depth + 1
        FROM layers l
        JOIN layer n ON n.session_id = l.session_id AND n.trace_id = l.trace_id
          AND n.outer_id = l.inner_id
        WHERE l.depth < 16 AND n.inner_id <> l.outer_id
      ),
      judged_layer AS (
        SELECT l.*, o.level AS outer_level, i.level AS inner_level, i.start_epoch_nanos
        FROM layers l
        JOIN member o ON o.session_id = l.session_id AND o.trace_id = l.trace_id
          AND o.span_id = l.outer_id
        JOIN member i ON i.session_id = l.session_id AND i.trace_id = l.trace_id
          AND i.span_id = l.inner_id
      ),
      outer_layer AS (
        SELECT session_id, trace_id, outer_id, first(outer_level) AS outer_level,
          max(inner_level) AS inner_level,
          first(inner_id ORDER BY inner_level DESC, depth DESC, start_epoch_nanos, inner_id)
            AS best_id
        FROM judged_layer
        GROUP BY session_id, trace_id, outer_id
      ),
      told_above AS (
        SELECT l.session_id, l.trace_id, l.inner_id AS span_id,
          'ancestor-reports-usage' AS rule,
          first(l.outer_id ORDER BY l.outer_level DESC, l.depth) AS by_span_id
        FROM judged_layer l
        JOIN outer_layer o ON o.session_id = l.session_id AND o.trace_id = l.trace_id
          AND o.outer_id = l.outer_id
        WHERE o.outer_level > o.inner_level
        GROUP BY l.session_id, l.trace_id, l.inner_id
      ),
      told_twice AS (
        SELECT session_id, trace_id, span_id, rule, by_span_id FROM told_above
        UNION ALL
        SELECT session_id, trace_id, outer_id,
          CASE outer_level WHEN 0 THEN 'descendant-is-the-call'
            ELSE 'descendant-reports-usage' END, best_id
        FROM outer_layer
        WHERE outer_level <= inner_level
          AND (session_id, trace_id, outer_id) NOT IN (
            SELECT (session_id, trace_id, span_id) FROM told_above)
      ),
      """;

  // From whatever reports usage up to the next agent that does.
  private static final String AGENTS =
      """
      climb AS (
        SELECT session_id, trace_id, span_id AS from_id, start_epoch_nanos AS from_start,
          parent_span_id AS at_id, 1 AS steps
        FROM member
        WHERE owns_usage AND level >= 2 AND parent_span_id IS NOT NULL
          AND parent_span_id <> span_id
          AND trace_id IN (SELECT trace_id FROM member WHERE owns_usage AND operation = 'AGENT')
        UNION ALL
        SELECT c.session_id, c.trace_id, c.from_id, c.from_start, m.parent_span_id, c.steps + 1
        FROM climb c
        JOIN member m ON m.session_id = c.session_id AND m.trace_id = c.trace_id
          AND m.span_id = c.at_id
        WHERE c.steps < 64 AND m.parent_span_id IS NOT NULL
          AND NOT (m.owns_usage AND m.operation = 'AGENT')
      ),
      told_below AS (
        SELECT c.session_id, c.trace_id, c.at_id AS span_id, 'descendant-reports-usage' AS rule,
          first(c.from_id ORDER BY c.from_start, c.from_id) AS by_span_id
        FROM climb c
        JOIN member m ON m.session_id = c.session_id AND m.trace_id = c.trace_id
          AND m.span_id = c.at_id
        WHERE m.owns_usage AND m.operation = 'AGENT' AND c.at_id <> c.from_id
        GROUP BY c.session_id, c.trace_id, c.at_id
      ),
      """;

  private static final String FOUND = "suppressed AS (%s),\n";

  private static final String NONE =
      FOUND.formatted(
          """
          SELECT session_id, trace_id, span_id, '' AS rule, span_id AS by_span_id
          FROM member
          WHERE false
          """);

  // A layer's parent is another one, or one of the kinds that lie between layers.
  private static final String PROBE =
      """
      WITH wanted_trace AS (
        SELECT st.trace_id FROM session_traces st WHERE st.session_id IN (%3$s)
      )
      SELECT (
        SELECT count(*)
        FROM spans i
        JOIN spans p ON p.trace_id = i.trace_id AND p.span_id = i.parent_span_id
        WHERE i.start_epoch_nanos BETWEEN %1$d AND %2$d
          AND p.start_epoch_nanos BETWEEN %1$d AND %2$d
          AND i.operation IN (%4$s)
          AND p.operation IN (%4$s, 'OTHER', 'STEP', 'WORKFLOW')
          AND i.trace_id IN (SELECT trace_id FROM wanted_trace)
      ) AS layers, (
        SELECT count(*)
        FROM spans a
        WHERE a.start_epoch_nanos BETWEEN %1$d AND %2$d AND a.operation = 'AGENT'
          AND (a.input_tokens IS NOT NULL OR a.output_tokens IS NOT NULL
            OR a.cost_usd IS NOT NULL)
          AND a.trace_id IN (SELECT trace_id FROM wanted_trace)
      ) AS agents
      """;

  private SuppressUsage() {}

  /**
   * The expressions, to put between {@code member} and what reads {@code suppressed}. Most senders
   * report a call once: then they come without the search, which takes the engine longer to plan
   * than all the rest.
   *
   * @param wanted query for the sessions
   * @param parameters its parameters
   */
  static String expressions(
      DuckDBConnection connection, String wanted, SelectBounds.Bounds bounds, String... parameters)
      throws SQLException {
    String sql =
        PROBE.formatted(bounds.firstStart(), bounds.lastStart(), wanted, Conditions.USAGE_OWNERS);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        row.next();
        return expressions(row.number("layers") > 0, row.number("agents") > 0);
      }
    }
  }

  private static String expressions(boolean layers, boolean agents) {
    if (!layers && !agents) {
      return NONE;
    }
    String found =
        Stream.of(layers ? "told_twice" : "", agents ? "told_below" : "")
            .filter(name -> !name.isEmpty())
            .map(name -> "SELECT " + COLUMNS + " FROM " + name)
            .collect(Collectors.joining(" UNION ALL "));
    return (layers ? LAYERS : "") + (agents ? AGENTS : "") + FOUND.formatted(found);
  }

  /** Whether a statement with these expressions searches at all. */
  static boolean mayFindSome(String with) {
    return !with.contains(NONE);
  }
}
