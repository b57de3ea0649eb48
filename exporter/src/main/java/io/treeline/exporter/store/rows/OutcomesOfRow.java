package io.treeline.exporter.store.rows;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import java.util.List;

/** Makes findings from rows of {@code session_outcomes} and {@code span_outcomes}. */
public final class OutcomesOfRow {

  private OutcomesOfRow() {}

  /** Of a row of {@code session_outcomes}. */
  public static <E extends Exception> SessionOutcomes session(StoredRow<E> row, List<SpanRow> spans)
      throws E {
    return new SessionOutcomes(
        row.text("session_id"),
        Math.toIntExact(row.number("version")),
        new Cost(
            0, row.number("recovery_nanos"), null, null, row.decimalOrNull("recovery_cost_usd")),
        row.number("loops"),
        new Cost(
            row.number("wasted_calls"),
            row.number("wasted_nanos"),
            row.numberOrNull("wasted_input_tokens"),
            row.numberOrNull("wasted_output_tokens"),
            row.decimalOrNull("wasted_cost_usd")),
        row.number("compared_calls"),
        row.number("unknown_calls"),
        row.isTrue("human_free"),
        row.number("interventions"),
        row.number("approved"),
        row.number("rejected"),
        row.number("handoffs"),
        row.number("limits_reached"),
        row.number("working_nanos"),
        row.number("waiting_nanos"),
        row.number("idle_nanos"),
        row.number("critical_nanos"),
        row.real("parallelism"),
        spans);
  }

  /** Of a row of {@code span_outcomes}. */
  public static <E extends Exception> SpanRow span(StoredRow<E> row) throws E {
    String byTrace = row.traceIdOrNull("recovered_by_trace_id");
    String bySpan = row.spanIdOrNull("recovered_by_span_id");
    return new SpanRow(
        new SpanKey(row.traceId("trace_id"), row.spanId("span_id")),
        row.text("outcome"),
        row.text("path"),
        row.isTrue("cause"),
        row.textOrNull("next_step"),
        row.textOrNull("evidence"),
        byTrace == null || bySpan == null ? null : new SpanKey(byTrace, bySpan),
        row.number("attempts"),
        new Cost(
            0,
            row.number("recovery_nanos"),
            row.numberOrNull("recovery_input_tokens"),
            row.numberOrNull("recovery_output_tokens"),
            row.decimalOrNull("recovery_cost_usd")),
        row.numberOrNull("loop_number"),
        row.isTrue("redundant"));
  }
}
