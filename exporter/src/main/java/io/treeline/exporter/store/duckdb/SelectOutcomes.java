package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.Costs;
import io.treeline.exporter.store.SessionOutcomes;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads the findings of a session. */
final class SelectOutcomes {

  private static final String SESSION = "SELECT * FROM session_outcomes WHERE session_id = ?";

  private static final String SPANS =
      """
      SELECT o.*
      FROM span_outcomes o
      WHERE o.session_id = ?
      ORDER BY o.trace_id, o.span_id
      """;

  private SelectOutcomes() {}

  static Optional<SessionOutcomes> run(DuckDBConnection connection, String sessionId)
      throws SQLException {
    List<SpanRow> spans = spans(connection, sessionId);
    try (PreparedStatement statement = connection.prepareStatement(SESSION)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        return row.next() ? Optional.of(session(row, result, spans)) : Optional.empty();
      }
    }
  }

  private static SessionOutcomes session(Row row, ResultSet result, List<SpanRow> spans)
      throws SQLException {
    return new SessionOutcomes(
        row.text("session_id"),
        (int) row.number("version"),
        new Cost(
            0,
            row.number("recovery_nanos"),
            null,
            null,
            usd(row.decimalOrNull("recovery_cost_usd"))),
        row.number("loops"),
        new Cost(
            row.number("wasted_calls"),
            row.number("wasted_nanos"),
            row.numberOrNull("wasted_input_tokens"),
            row.numberOrNull("wasted_output_tokens"),
            usd(row.decimalOrNull("wasted_cost_usd"))),
        row.number("compared_calls"),
        row.number("unknown_calls"),
        result.getBoolean("human_free"),
        row.number("interventions"),
        row.number("approved"),
        row.number("rejected"),
        row.number("handoffs"),
        row.number("limits_reached"),
        row.number("working_nanos"),
        row.number("waiting_nanos"),
        row.number("idle_nanos"),
        row.number("critical_nanos"),
        result.getDouble("parallelism"),
        spans);
  }

  private static List<SpanRow> spans(DuckDBConnection connection, String sessionId)
      throws SQLException {
    List<SpanRow> spans = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SPANS)) {
      statement.setString(1, sessionId);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          spans.add(span(row, result));
        }
      }
    }
    return spans;
  }

  private static SpanRow span(Row row, ResultSet result) throws SQLException {
    String byTrace = row.traceIdOrNull("recovered_by_trace_id");
    String bySpan = row.spanIdOrNull("recovered_by_span_id");
    return new SpanRow(
        new SpanKey(row.traceId("trace_id"), row.spanId("span_id")),
        row.text("outcome"),
        row.text("path"),
        result.getBoolean("cause"),
        row.textOrNull("next_step"),
        row.textOrNull("evidence"),
        byTrace == null || bySpan == null ? null : new SpanKey(byTrace, bySpan),
        row.number("attempts"),
        new Cost(
            0,
            row.number("recovery_nanos"),
            row.numberOrNull("recovery_input_tokens"),
            row.numberOrNull("recovery_output_tokens"),
            usd(row.decimalOrNull("recovery_cost_usd"))),
        row.numberOrNull("loop_number"),
        result.getBoolean("redundant"));
  }

  private static @Nullable BigDecimal usd(@Nullable BigDecimal stored) {
    return stored == null ? null : Costs.canonical(stored);
  }
}
