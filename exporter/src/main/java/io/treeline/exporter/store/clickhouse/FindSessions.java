package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionQuery.Position;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.rows.SessionOfRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds sessions, one page at a time. */
final class FindSessions {

  private final Engine engine;
  private final Tables tables;

  FindSessions(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /**
   * A page.
   *
   * @param byContent sessions whose content matches; null when the filter does not ask
   */
  SessionRows run(SessionQuery query, @Nullable Set<String> byContent) {
    SortKey sortKey = SortKey.of(query.order());
    SessionConditions conditions = new SessionConditions(tables);
    conditions.addRange(query.filter());
    conditions.addOfSession(query.filter(), byContent);
    conditions.addOfAnySpan(query.filter());
    if (query.after() != null) {
      addPosition(conditions, sortKey, query.after(), query.descending());
    }
    String direction = query.descending() ? "DESC" : "ASC";
    // One more than asked for tells whether there is a next page.
    String sql =
        tables
                .in("SELECT %s, toString(%s) AS sort_value FROM @sessions AS f" + sortKey.joined())
                .formatted(SessionColumns.COLUMNS, sortKey.expression())
            + "\nWHERE "
            + conditions
            + "\nORDER BY (%s) %s NULLS LAST, f.session_id %s LIMIT %d"
                .formatted(sortKey.expression(), direction, direction, query.limit() + 1);
    return engine.read(sql, row -> page(row, query.limit()));
  }

  private static void addPosition(
      SessionConditions conditions, SortKey sortKey, Position after, boolean descending) {
    String beyond = descending ? "<" : ">";
    String id = Sql.text(after.sessionId());
    if (after.sortValue() == null) {
      conditions.add(
          "(%s) IS NULL AND f.session_id %s %s".formatted(sortKey.expression(), beyond, id));
      return;
    }
    conditions.add(
        "((%1$s) IS NULL OR (%1$s) %2$s %3$s OR ((%1$s) = %3$s AND f.session_id %2$s %4$s))"
            .formatted(sortKey.expression(), beyond, sortKey.literal(after.sortValue()), id));
  }

  private static SessionRows page(Row row, int limit) {
    List<SessionRow> rows = new ArrayList<>();
    Position last = null;
    while (row.next()) {
      if (rows.size() == limit) {
        return new SessionRows(rows, last);
      }
      SessionRow session = SessionOfRow.read(row);
      rows.add(session);
      last = new Position(row.textOrNull("sort_value"), session.sessionId());
    }
    return new SessionRows(rows, null);
  }
}
