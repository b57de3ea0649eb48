package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.SpanKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * Properties that spans were given after they were stored. They stand in the spans themselves, so
 * that no reader has to know of them, and in a table of their own, from which they are put back
 * when a span is replaced.
 */
final class AddedProperties {

  private static final String KEEP =
      """
      INSERT INTO added_properties (trace_id, span_id, name, value)
      VALUES (?::UUID, ?::UBIGINT, ?, ?)
      ON CONFLICT (trace_id, span_id, name) DO UPDATE SET value = excluded.value
      """;

  private static final String APPLY =
      """
      UPDATE spans SET properties = map_concat(properties, map([%s], [%s]))
      WHERE trace_id = '%s'::UUID AND span_id = %s::UBIGINT
        AND start_epoch_nanos BETWEEN %d AND %d
      """;

  private static final String OF_BATCH =
      """
      SELECT a.trace_id, a.span_id, a.name, a.value
      FROM added_properties a
      SEMI JOIN batch_keys k ON k.trace_id = a.trace_id AND k.span_id = a.span_id
      """;

  private AddedProperties() {}

  /** Adds properties to a span that is stored. */
  static void add(DuckDBConnection connection, SpanKey key, Map<String, String> properties)
      throws SQLException {
    UUID traceId = Ids.trace(key.traceId());
    String spanId = Ids.decimal(key.spanId());
    try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
      for (Map.Entry<String, String> property : properties.entrySet()) {
        statement.setString(1, traceId.toString());
        statement.setString(2, spanId);
        statement.setString(3, property.getKey());
        statement.setString(4, property.getValue());
        statement.execute();
      }
    }
    TraceState trace = SelectTraces.run(connection, List.of(traceId)).get(traceId);
    if (trace == null) {
      throw new IllegalStateException("no trace " + traceId + " of a span that is stored");
    }
    String places = String.join(", ", Collections.nCopies(properties.size(), "?"));
    String sql =
        APPLY.formatted(places, places, traceId, spanId, trace.firstStart(), trace.lastStart());
    List<String> values = new ArrayList<>(properties.keySet());
    properties.keySet().forEach(name -> values.add(properties.get(name)));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      statement.execute();
    }
  }

  /** Those of the spans in {@code batch_keys}, by trace and span. */
  static Map<SpanKey, Map<String, String>> ofBatch(DuckDBConnection connection)
      throws SQLException {
    Map<SpanKey, Map<String, String>> found = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(OF_BATCH)) {
      Row row = new Row(result);
      while (row.next()) {
        found
            .computeIfAbsent(
                new SpanKey(row.traceId("trace_id"), row.spanId("span_id")), key -> new HashMap<>())
            .put(row.text("name"), row.text("value"));
      }
    }
    return found;
  }

  /** The spans with what they were given before. */
  static List<EncodedSpan> putBack(
      Collection<EncodedSpan> spans, Map<SpanKey, Map<String, String>> added) {
    return spans.stream()
        .map(
            span -> {
              Map<String, String> own = added.get(span.span().key());
              return own == null ? span : span.withProperties(own);
            })
        .toList();
  }
}
