package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Reads one span with its content. */
final class SelectSpan {

  private static final String SQL =
      """
      SELECT %1$s, %2$s
      FROM spans s
      LEFT JOIN (
        SELECT input_messages, output_messages, system_instructions, tool_definitions,
          tool_arguments, tool_result, input, output
        FROM span_content
        WHERE start_epoch_nanos BETWEEN %3$d AND %4$d AND trace_id = '%5$s'::UUID
          AND span_id = %6$s::UBIGINT
      ) c ON true
      WHERE s.start_epoch_nanos BETWEEN %3$d AND %4$d AND s.trace_id = '%5$s'::UUID
        AND s.span_id = %6$s::UBIGINT
      """;

  private SelectSpan() {}

  static Optional<Span> run(DuckDBConnection connection, SpanKey key) throws SQLException {
    UUID traceId = Ids.trace(key.traceId());
    Map<UUID, TraceState> found = SelectTraces.run(connection, Set.of(traceId));
    TraceState trace = found.get(traceId);
    if (trace == null) {
      return Optional.empty();
    }
    String sql =
        SQL.formatted(
            SpanColumns.OF_SPAN,
            SpanColumns.OF_CONTENT,
            trace.firstStart(),
            trace.lastStart(),
            traceId,
            Ids.decimal(key.spanId()));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      return row.next() ? Optional.of(new SpanColumns(row, true).span()) : Optional.empty();
    }
  }
}
