package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/** Reads one span with its content. */
final class SelectSpan {

  private static final String SQL =
      """
      SELECT %s
      FROM spans s
      WHERE s.start_epoch_nanos BETWEEN %d AND %d AND s.trace_id = '%s'::UUID
        AND s.span_id = %s::UBIGINT
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
            trace.firstStart(),
            trace.lastStart(),
            traceId,
            Ids.decimal(key.spanId()));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      return row.next()
          ? Optional.of(SelectContent.add(connection, List.of(new SpanColumns(row).span())).get(0))
          : Optional.empty();
    }
  }
}
