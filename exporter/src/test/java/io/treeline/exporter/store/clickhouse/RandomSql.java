package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SqlResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random statements of what both engines' languages have in common, and answers to compare. */
final class RandomSql {

  private static final String[] GROUPS = {
    "operation",
    "status",
    "model",
    "tool_name",
    "agent_name",
    "user_id",
    "error_type",
    "service",
    "session_id",
    "given_path"
  };
  private static final String[] COLUMNS = {
    "trace_id", "parent_span_id", "session_id", "name", "kind", "operation", "start_time",
    "end_time", "duration_ms", "status", "error_type", "user_id", "properties", "tags",
    "owns_usage", "unpriced", "input_tokens", "cost_usd", "attributes", "dialect", "model"
  };
  private static final String[] OF_SESSIONS = {
    "session_id_source",
    "name",
    "name_given",
    "start_time",
    "end_time",
    "duration_ms",
    "active_ms",
    "status",
    "spans",
    "llm_calls",
    "tool_calls",
    "errors",
    "input_tokens",
    "output_tokens",
    "cost_usd",
    "unpriced_calls"
  };

  private RandomSql() {}

  static String statement(Random random) {
    return switch (random.nextInt(5)) {
      case 0 ->
          "SELECT %s FROM spans WHERE %s ORDER BY start_epoch_nanos, trace_id, span_id LIMIT %d"
              .formatted(some(random, COLUMNS), condition(random), 1 + random.nextInt(60));
      case 1 ->
          "SELECT %s FROM sessions WHERE %s ORDER BY session_id"
              .formatted(
                  some(random, OF_SESSIONS),
                  random.nextBoolean() ? "true" : "status <> 'ok' OR cost_usd > 0.5");
      case 2 ->
          "SELECT p.path, count(*) AS n, max(s.duration_ms) AS longest FROM paths p JOIN spans s"
              + " USING (trace_id, span_id) WHERE s.operation <> 'tool' GROUP BY p.path ORDER BY"
              + " p.path";
      case 3 ->
          "SELECT c.span_id, c.input_messages, c.output_messages FROM content c JOIN spans s ON"
              + " s.trace_id = c.trace_id AND s.span_id = c.span_id WHERE s.model = 'm%d' ORDER BY"
                  .formatted(random.nextInt(3))
              + " s.start_epoch_nanos, c.span_id LIMIT 20";
      default -> {
        String group = GROUPS[random.nextInt(GROUPS.length)];
        yield """
        WITH chosen AS (SELECT * FROM spans WHERE %2$s)
        SELECT %1$s, count(*) AS n, sum(CASE WHEN owns_usage THEN input_tokens END) AS tokens,
          sum(CASE WHEN owns_usage THEN cost_usd END) AS usd, min(start_time) AS first,
          count(DISTINCT session_id) AS sessions
        FROM chosen GROUP BY %1$s HAVING count(*) > %3$d ORDER BY n DESC, %1$s NULLS LAST
        """
            .formatted(group, condition(random), random.nextInt(3));
      }
    };
  }

  private static String some(Random random, String[] columns) {
    List<String> some = new ArrayList<>(Arrays.asList(columns));
    java.util.Collections.shuffle(some, random);
    return String.join(", ", some.subList(0, 2 + random.nextInt(6)));
  }

  private static String condition(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "status = 'error'";
      case 1 -> "model IN ('m0', 'm2')";
      case 2 -> "tool_name LIKE 'tool%' AND NOT unpriced";
      case 3 ->
          "start_epoch_nanos >= "
              + (TestSpans.START_EPOCH_NANOS + random.nextInt(2_500) * 1_000_000L);
      case 4 -> "session_id IN (SELECT session_id FROM sessions WHERE errors > 1)";
      case 5 -> "duration_ms BETWEEN 50 AND 150 OR user_id IS NULL";
      default -> "owns_usage";
    };
  }

  static List<String> names(SqlResult result) {
    return result.columns().stream().map(SqlResult.Column::name).toList();
  }

  /** Rows; how wide a whole number is, is the engine's business. */
  static List<List<Object>> rows(SqlResult result) {
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      List<Object> values = new ArrayList<>();
      for (Object value : row) {
        values.add(
            value instanceof Number
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : value);
      }
      rows.add(values);
    }
    return rows;
  }
}
