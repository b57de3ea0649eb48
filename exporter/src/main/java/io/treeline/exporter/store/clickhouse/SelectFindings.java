package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.FindingRow;
import java.util.ArrayList;
import java.util.List;

/** Puts together what many sessions have in common that is worth looking at. */
final class SelectFindings {

  // An example is: unpriced, less the cost, less the time, session, span, trace.
  private static final String GROUPS =
      """
      SELECT kind, path, subject, toInt64(uniqExact(session_id)) AS n_sessions,
        toInt64(uniqExactIf(session_id, NOT succeeded)) AS n_failed_sessions,
        toInt64(sum(times)) AS n_times, %s AS n_nanos, %s AS n_input_tokens,
        %s AS n_output_tokens, %s AS n_cost_usd,
        arraySlice(arraySort(groupArray((cost_usd IS NULL, -ifNull(cost_usd, 0), -toInt128(nanos),
          session_id, span_id, trace_id))), 1, %d) AS examples,
        arrayMap(e -> e.4, examples) AS example_sessions,
        arrayMap(e -> lower(hex(e.5)), examples) AS example_spans,
        arrayMap(e -> lower(hex(e.6)), examples) AS example_traces
      FROM finding
      GROUP BY kind, path, subject
      ORDER BY n_cost_usd DESC NULLS LAST, n_nanos DESC, kind, path, subject
      LIMIT %d BY kind
      """;

  private SelectFindings() {}

  /**
   * The rows.
   *
   * @param chosen of {@link ChosenSessions}
   */
  static List<FindingRow> run(Engine engine, String chosen, int limit, int examples) {
    return engine.read(
        chosen
            + GROUPS.formatted(
                SelectDecisions.narrow("sum(toInt128(nanos))"),
                SelectDecisions.narrow(SelectDecisions.orNull("toInt128(input_tokens)")),
                SelectDecisions.narrow(SelectDecisions.orNull("toInt128(output_tokens)")),
                SelectDecisions.orNull("cost_usd"),
                examples,
                limit),
        row -> {
          List<FindingRow> rows = new ArrayList<>();
          while (row.next()) {
            rows.add(finding(row));
          }
          return rows;
        });
  }

  private static FindingRow finding(Row row) {
    List<String> sessions = row.texts("example_sessions");
    List<String> traces = row.texts("example_traces");
    List<String> spans = row.texts("example_spans");
    List<SpanExample> examples = new ArrayList<>();
    for (int i = 0; i < sessions.size(); i++) {
      examples.add(new SpanExample(sessions.get(i), new SpanKey(traces.get(i), spans.get(i))));
    }
    return new FindingRow(
        row.text("kind"),
        row.text("path"),
        row.text("subject"),
        row.number("n_sessions"),
        row.number("n_failed_sessions"),
        row.number("n_times"),
        row.number("n_nanos"),
        SelectDecisions.usage(row, "n_"),
        examples);
  }
}
