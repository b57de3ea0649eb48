package io.treeline.exporter.store.duckdb;

/** The table expressions that find the nearest agent that a span ran in. */
final class RunsInAgents {

  /** The name of the agent whose run a span is, else of the one it ran in. */
  static final String AGENT =
      "CASE WHEN s.operation = 'AGENT' THEN coalesce(s.agent_name, s.name) ELSE r.caller END";

  // What ran in an agent that ran in another belongs to the first; of HTTP calls nobody asks.
  private static final String EXPRESSION =
      """
      climbing AS (
        SELECT member_of, trace_id, span_id, parent_span_id AS above, 1 AS steps
        FROM placed_span WHERE operation %s AND parent_span_id <> span_id
        UNION ALL
        SELECT c.member_of, c.trace_id, c.span_id, p.parent_span_id, c.steps + 1
        FROM climbing c JOIN placed_span p ON p.trace_id = c.trace_id AND p.span_id = c.above
          AND p.member_of = c.member_of
        WHERE p.operation <> 'AGENT' AND p.parent_span_id <> p.span_id AND c.steps < 64
      ),
      run_in_agent AS (
        SELECT c.trace_id, c.span_id, coalesce(p.agent_name, p.name) AS caller
        FROM climbing c JOIN placed_span p ON p.trace_id = c.trace_id AND p.span_id = c.above
          AND p.member_of = c.member_of
        WHERE p.operation = 'AGENT'
      ),
      """;

  static final String JOIN =
      "LEFT JOIN run_in_agent r ON r.trace_id = s.trace_id AND r.span_id = s.span_id\n";

  static final String EDGE =
      "CASE WHEN s.operation = 'AGENT' THEN to_json([r.caller, coalesce(s.agent_name, s.name)])"
          + " END";

  private RunsInAgents() {}

  /**
   * To be put after {@code placed_span}.
   *
   * @param runsOnly whether only runs of agents are asked for
   */
  static String expression(boolean runsOnly) {
    return EXPRESSION.formatted(runsOnly ? "= 'AGENT'" : "<> 'OTHER'");
  }
}
