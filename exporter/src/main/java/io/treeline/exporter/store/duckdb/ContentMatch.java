package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.TextQuery;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The condition that rows of {@code span_content c} meet when one of some columns may hold the
 * words of a query. It lets through all that match and some that do not: whoever reads them looks
 * closer.
 *
 * @param columns where to look
 */
record ContentMatch(List<String> columns) {

  /** The columns that hold what went in and came out. */
  static final List<String> ALL_COLUMNS =
      List.of(
          "input_messages",
          "output_messages",
          "system_instructions",
          "tool_arguments",
          "tool_result",
          "input",
          "output");

  /** In any column. */
  static final ContentMatch MAY_MATCH_ANY = new ContentMatch(ALL_COLUMNS);

  /** One condition per word. */
  String repeated(TextQuery query) {
    StringBuilder all = new StringBuilder();
    for (String column : columns) {
      all.append(all.isEmpty() ? "" : " || ' ' || ").append("coalesce(c." + column + ", '')");
    }
    // JSON may spell any letter as an escape, which only reading it shows.
    StringBuilder sql = new StringBuilder("(contains(" + all + ", '\\u') OR (true");
    for (int i = 0; i < query.words().size(); i++) {
      sql.append(" AND contains(strip_accents(lower(").append(all).append(")), strip_accents(?))");
    }
    return sql.append("))").toString();
  }

  void setParameters(PreparedStatement statement, int first, TextQuery query) throws SQLException {
    for (int i = 0; i < query.words().size(); i++) {
      statement.setString(first + i, query.words().get(i));
    }
  }
}
