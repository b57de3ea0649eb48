package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Cuts the content of older databases into pieces: the part of migration 008 that cannot be said in
 * SQL. Reads some rows at a time, so that any amount can be moved.
 */
final class MoveContent {

  private static final int ROWS_AT_ONCE = 1_000;

  private static final List<String> SPAN_COLUMNS =
      List.of("trace_id", "span_id", "start_epoch_nanos");
  private static final List<String> LOG_COLUMNS =
      List.of(
          "trace_id",
          "span_id",
          "log_id",
          "epoch_nanos",
          "position",
          "severity_number",
          "severity_text",
          "event_name",
          "body",
          "attributes",
          "service",
          "scope_name");

  private final DuckDBConnection connection;
  private final ContentIds ids;

  private MoveContent(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    this.ids = ContentIds.load(connection, Clock.systemUTC());
  }

  /** Inside the caller's transaction. */
  static void run(DuckDBConnection connection) throws SQLException {
    MoveContent move = new MoveContent(connection);
    move.ids.begin();
    move.run("span_content", SPAN_COLUMNS, EncodedContent.COLUMNS.size());
    move.run("span_logs", LOG_COLUMNS, EncodedContent.COLUMNS_OF_LOGS);
  }

  private void run(String table, List<String> kept, int parts) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      long rows = rows(statement, table);
      statement.execute(
          "CREATE TEMP TABLE moved_content AS SELECT 0::BIGINT AS row_id, "
              + columns("", parts)
              + " FROM "
              + table
              + " LIMIT 0");
      for (long from = 0; from < rows; from += ROWS_AT_ONCE) {
        statement.execute("DELETE FROM moved_content");
        split(statement, table, from, parts);
        statement.execute(
            """
            INSERT INTO %1$s
            SELECT %2$s, %3$d, %4$s
            FROM old_%1$s o LEFT JOIN moved_content m ON m.row_id = o.rowid
            WHERE o.rowid >= %5$d AND o.rowid < %6$d
            ORDER BY o.rowid
            """
                .formatted(
                    table,
                    kept.stream().map("o."::concat).collect(Collectors.joining(", ")),
                    ids.window(),
                    columns("m.", parts),
                    from,
                    from + ROWS_AT_ONCE));
      }
      statement.execute("DROP TABLE moved_content");
      statement.execute("DROP TABLE old_" + table);
    }
  }

  private void split(Statement statement, String table, long from, int parts) throws SQLException {
    String sql =
        "SELECT rowid AS row_id, %s FROM old_%s WHERE rowid >= %d AND rowid < %d"
            .formatted(columns("", parts), table, from, from + ROWS_AT_ONCE);
    try (ResultSet result = statement.executeQuery(sql);
        ContentAppender contents = new ContentAppender(connection, ids);
        DuckDBAppender moved = connection.createAppender("temp", "main", "moved_content")) {
      Row row = new Row(result);
      while (row.next()) {
        moved.beginRow();
        moved.append(row.number("row_id"));
        for (String column : EncodedContent.COLUMNS.subList(0, parts)) {
          contents.append(moved, EncodedContent.text(column, row.textOrNull(column)));
        }
        moved.endRow();
      }
    }
    ids.committed();
  }

  private static String columns(String prefix, int parts) {
    List<String> columns = new ArrayList<>();
    EncodedContent.COLUMNS.subList(0, parts).forEach(column -> columns.add(prefix + column));
    return String.join(", ", columns);
  }

  private static long rows(Statement statement, String table) throws SQLException {
    try (ResultSet result =
        statement.executeQuery("SELECT coalesce(max(rowid), -1) AS last FROM old_" + table)) {
      Row row = new Row(result);
      row.next();
      return row.number("last") + 1;
    }
  }
}
