package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.ContentParts;
import io.treeline.exporter.store.TextQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The sessions one of whose spans has content that matches: a temporary table that lasts as long as
 * the reader's transaction.
 */
final class ContentSessions {

  static final String TABLE = "content_sessions";

  private ContentSessions() {}

  /** Fills the table from the spans that start in a stretch of time. */
  static void fill(DuckDBConnection connection, TextQuery query, TimeRange range)
      throws SQLException {
    Set<String> sessions = find(connection, query, range);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TEMP TABLE " + TABLE + " (session_id VARCHAR NOT NULL)");
    }
    try (DuckDBAppender appender = connection.createAppender("temp", "main", TABLE)) {
      for (String session : sessions) {
        appender.beginRow();
        appender.append(session);
        appender.endRow();
      }
    }
  }

  private static Set<String> find(DuckDBConnection connection, TextQuery query, TimeRange range)
      throws SQLException {
    Set<String> sessions = new LinkedHashSet<>();
    String sql =
        """
        SELECT %s AS session_id, %s
        FROM span_content c
        JOIN spans s ON s.trace_id = c.trace_id AND s.span_id = c.span_id
        JOIN traces t ON t.trace_id = c.trace_id
        WHERE c.start_epoch_nanos >= %d AND c.start_epoch_nanos < %d AND %s
        """
            .formatted(
                Conditions.SESSION_OF_SPAN,
                SpanColumns.OF_CONTENT,
                range.startEpochNanosInclusive(),
                range.endEpochNanosExclusive(),
                ContentMatch.MAY_MATCH_ANY.repeated(query));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ContentMatch.MAY_MATCH_ANY.setParameters(statement, 1, query);
      try (ResultSet result = statement.executeQuery()) {
        Row row = new Row(result);
        while (row.next()) {
          String session = row.text("session_id");
          if (!sessions.contains(session) && matches(row, query)) {
            sessions.add(session);
          }
        }
      }
    }
    return sessions;
  }

  private static boolean matches(Row row, TextQuery query) throws SQLException {
    List<String> texts = new ArrayList<>();
    for (String column : ContentMatch.ALL_COLUMNS) {
      String text = row.textOrNull(column);
      if (text != null) {
        texts.addAll(ContentParts.texts(text));
      }
    }
    return !query.find(texts).isEmpty();
  }
}
