package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SessionIdSource;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code traces}. */
final class SelectTraces {

  private static final String SQL =
      """
      SELECT trace_id, first_start_epoch_nanos, last_start_epoch_nanos,
        root_span_id, root_start_epoch_nanos, root_session_id, root_session_id_source,
        named_span_id, named_start_epoch_nanos, named_session_id, named_session_id_source
      FROM traces
      WHERE trace_id IN (%s)
      """;

  private SelectTraces() {}

  /** The traces that are stored, of those asked for. */
  static Map<UUID, TraceState> run(DuckDBConnection connection, Collection<UUID> traceIds)
      throws SQLException {
    Map<UUID, TraceState> found = new HashMap<>();
    if (traceIds.isEmpty()) {
      return found;
    }
    String ids =
        traceIds.stream().map(id -> "'" + id + "'::UUID").collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(SQL.formatted(ids))) {
      Row row = new Row(result);
      while (row.next()) {
        UUID id = Ids.trace(row.traceId("trace_id"));
        found.put(
            id,
            new TraceState(
                id,
                row.number("first_start_epoch_nanos"),
                row.number("last_start_epoch_nanos"),
                candidate(row, "root_"),
                candidate(row, "named_")));
      }
    }
    return found;
  }

  private static TraceState.@Nullable Candidate candidate(Row row, String prefix)
      throws SQLException {
    BigInteger spanId = row.unsignedOrNull(prefix + "span_id");
    if (spanId == null) {
      return null;
    }
    String source = row.textOrNull(prefix + "session_id_source");
    return new TraceState.Candidate(
        spanId.longValue(),
        row.number(prefix + "start_epoch_nanos"),
        row.textOrNull(prefix + "session_id"),
        source == null ? null : SessionIdSource.valueOf(source));
  }
}
