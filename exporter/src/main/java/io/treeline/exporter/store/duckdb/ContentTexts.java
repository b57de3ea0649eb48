package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Puts texts together again from pieces of {@code contents}. Each piece is read once. */
final class ContentTexts {

  // Pieces of one conversation lie close together: sorted, a part of them is a short stretch.
  private static final int AT_ONCE = 5_000;

  private final TreeSet<Long> wanted = new TreeSet<>();
  private final Map<Long, String> pieces = new HashMap<>();

  /** Notes which pieces will be needed. */
  void want(long @Nullable [] ids) {
    if (ids != null) {
      for (long id : ids) {
        wanted.add(Math.abs(id));
      }
    }
  }

  /** Reads what was noted. */
  void read(DuckDBConnection connection) throws SQLException {
    Long[] ids = wanted.toArray(new Long[0]);
    try (Statement statement = connection.createStatement()) {
      for (int from = 0; from < ids.length; from += AT_ONCE) {
        read(statement, Arrays.copyOfRange(ids, from, Math.min(ids.length, from + AT_ONCE)));
      }
    }
    wanted.clear();
  }

  private void read(Statement statement, Long[] ids) throws SQLException {
    String sql =
        """
        SELECT content_id, text FROM contents
        WHERE content_id BETWEEN %d AND %d AND content_id IN (%s)
        """
            .formatted(
                ids[0],
                ids[ids.length - 1],
                Arrays.stream(ids).map(String::valueOf).collect(Collectors.joining(",")));
    try (ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      while (row.next()) {
        pieces.put(row.number("content_id"), row.text("text"));
      }
    }
  }

  /** The text that these pieces make up, as {@link ContentAppender#append} wrote them. */
  @Nullable String text(long @Nullable [] ids) {
    if (ids == null) {
      return null;
    }
    if (ids.length == 1 && ids[0] < 0) {
      return piece(-ids[0]);
    }
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < ids.length; i++) {
      text.append(i == 0 ? "" : ",").append(piece(ids[i]));
    }
    return text.append(']').toString();
  }

  private String piece(long id) {
    String piece = pieces.get(id);
    if (piece == null) {
      throw new IllegalStateException("content " + id + " is missing from the database");
    }
    return piece;
  }
}
