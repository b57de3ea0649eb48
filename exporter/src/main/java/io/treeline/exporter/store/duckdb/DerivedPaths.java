package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.DerivePaths;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Paths of the spans that were sent without one: a temporary table {@code derived_paths} that lasts
 * as long as the reader's transaction. Worked out from all spans of each session that needs it, as
 * a path hangs on what lies above.
 */
final class DerivedPaths {

  // Attributes are read where the path may depend on them only: to parse them takes longest.
  private static final String SQL =
      """
      WITH member AS (
        SELECT s.*, %1$s AS member_of
        FROM spans s JOIN traces t ON t.trace_id = s.trace_id
        WHERE s.start_epoch_nanos BETWEEN %3$d AND %4$d
      )
      SELECT %2$s, s.member_of
      FROM (
        SELECT * REPLACE (CASE WHEN operation = 'WORKFLOW' THEN attributes ELSE '{}' END
            AS attributes,
          '[]' AS events, '[]' AS links, '{}' AS resource_attributes, '{}' AS scope_attributes)
        FROM member
        WHERE member_of IN (
          SELECT member_of FROM member
          WHERE path IS NULL AND start_epoch_nanos >= %5$d AND start_epoch_nanos < %6$d)
      ) s
      ORDER BY s.member_of, s.start_epoch_nanos, s.trace_id, s.span_id
      """;

  private DerivedPaths() {}

  static void fill(DuckDBConnection connection, TimeRange range, DerivePaths paths)
      throws SQLException {
    Map<SpanKey, String> derived = derive(connection, range, paths);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE OR REPLACE TEMP TABLE derived_paths (
            trace_id UUID NOT NULL, span_id UBIGINT NOT NULL, path VARCHAR NOT NULL)
          """);
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", "derived_paths")) {
      for (Map.Entry<SpanKey, String> path : derived.entrySet()) {
        appender.beginRow();
        appender.append(Ids.trace(path.getKey().traceId()));
        appender.append(Ids.span(path.getKey().spanId()));
        appender.append(path.getValue());
        appender.endRow();
      }
    }
  }

  private static Map<SpanKey, String> derive(
      DuckDBConnection connection, TimeRange range, DerivePaths paths) throws SQLException {
    Map<SpanKey, String> derived = new LinkedHashMap<>();
    String sql =
        SQL.formatted(
            Conditions.SESSION_OF_SPAN,
            SpanColumns.OF_SPAN,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            range.startEpochNanosInclusive(),
            range.endEpochNanosExclusive());
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      SpanColumns columns = new SpanColumns(row);
      List<Span> session = new ArrayList<>();
      String current = "";
      while (row.next()) {
        String id = row.text("member_of");
        if (!id.equals(current)) {
          add(session, paths, derived);
          session.clear();
          current = id;
        }
        session.add(columns.span());
      }
      add(session, paths, derived);
    }
    return derived;
  }

  private static void add(List<Span> session, DerivePaths paths, Map<SpanKey, String> derived) {
    if (session.isEmpty()) {
      return;
    }
    Map<SpanKey, String> all = paths.of(session);
    for (Span span : session) {
      String path = all.get(span.key());
      if (span.session().path() == null && path != null) {
        derived.put(span.key(), path);
      }
    }
  }
}
