package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionQuery.Position;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.TextQuery;
import io.treeline.exporter.store.rows.SessionOfRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** Finds sessions, one page at a time. */
final class FindSessions {

  private final SortKey sortKey;
  private final SessionQuery query;
  private final Conditions conditions = new Conditions();

  private FindSessions(SessionQuery query) {
    this.query = query;
    this.sortKey = SortKey.of(query.order());
  }

  static SessionRows run(DuckDBConnection connection, SessionQuery query) throws SQLException {
    return new FindSessions(query).run(connection);
  }

  private SessionRows run(DuckDBConnection connection) throws SQLException {
    TextQuery content = query.filter().content();
    if (content != null) {
      ContentSessions.fill(connection, content, query.filter().range());
    }
    addFilters();
    if (query.after() != null) {
      addPosition(query.after());
    }
    try (PreparedStatement statement = connection.prepareStatement(sql(connection))) {
      conditions.setParameters(statement, 1);
      try (ResultSet result = statement.executeQuery()) {
        return page(new Row(result));
      }
    }
  }

  private String sql(DuckDBConnection connection) throws SQLException {
    String direction = query.descending() ? "DESC" : "ASC";
    // One more than asked for tells whether there is a next page.
    return CurrentSessions.with(connection)
        + """
        SELECT %s, (%s)::VARCHAR AS sort_value
        FROM current_session
        %sWHERE %s
        ORDER BY %s %s NULLS LAST, session_id %s
        LIMIT %d
        """
            .formatted(
                SessionColumns.COLUMNS,
                sortKey.expression(),
                sortKey.joined(),
                conditions,
                sortKey.expression(),
                direction,
                direction,
                query.limit() + 1);
  }

  private void addFilters() {
    conditions.addRange(query.filter());
    conditions.addOfSession(query.filter());
    conditions.addOfAnySpan(query.filter());
  }

  private void addPosition(Position after) {
    String beyond = query.descending() ? "<" : ">";
    if (after.sortValue() == null) {
      conditions.add(
          "(%s) IS NULL AND session_id %s ?".formatted(sortKey.expression(), beyond),
          after.sessionId());
      return;
    }
    String value = sortKey.literal(after.sortValue());
    conditions.add(
        "((%1$s) IS NULL OR (%1$s) %2$s %3$s OR ((%1$s) = %3$s AND session_id %2$s ?))"
            .formatted(sortKey.expression(), beyond, value),
        after.sessionId());
  }

  private SessionRows page(Row row) throws SQLException {
    List<SessionRow> rows = new ArrayList<>();
    Position last = null;
    while (row.next()) {
      if (rows.size() == query.limit()) {
        return new SessionRows(rows, last);
      }
      SessionRow session = SessionOfRow.read(row);
      rows.add(session);
      last = new Position(row.textOrNull("sort_value"), session.sessionId());
    }
    return new SessionRows(rows, null);
  }
}
