package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.DerivePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Paths of the spans that were sent without one, as the table expression {@code derived}. Worked
 * out from all spans of each session that needs it, as a path hangs on what lies above.
 */
final class DerivedPaths {

  private static final String SQL =
      """
      SELECT %s, s.member_of AS member
      FROM placed AS s
      WHERE s.member_of IN (
        SELECT member_of FROM placed
        WHERE path IS NULL AND start_epoch_nanos >= %d AND start_epoch_nanos < %d)
      ORDER BY s.member_of, s.start_epoch_nanos, s.trace_id, s.span_id
      """;

  private DerivedPaths() {}

  static DerivedTable table(Engine engine, Tables tables, TimeRange range, DerivePaths paths) {
    DerivedTable table = new DerivedTable();
    String sql =
        "WITH "
            + tables
                .in(AggregateSpans.PLACED)
                .formatted(range.startEpochNanosInclusive(), range.endEpochNanosExclusive())
            + SQL.formatted(
                SpanColumns.LIGHT,
                range.startEpochNanosInclusive(),
                range.endEpochNanosExclusive());
    engine.read(
        sql,
        row -> {
          SpanColumns columns = new SpanColumns(row);
          List<Span> session = new ArrayList<>();
          String current = "";
          while (row.next()) {
            String member = row.text("member");
            if (!member.equals(current)) {
              add(session, paths, table);
              session.clear();
              current = member;
            }
            session.add(columns.span());
          }
          add(session, paths, table);
          return session.size();
        });
    return table;
  }

  private static void add(List<Span> session, DerivePaths paths, DerivedTable table) {
    if (session.isEmpty()) {
      return;
    }
    Map<SpanKey, String> all = paths.of(session);
    for (Span span : session) {
      String path = all.get(span.key());
      if (span.session().path() == null && path != null) {
        table.add(span.key().traceId(), span.key().spanId(), path);
      }
    }
  }
}
