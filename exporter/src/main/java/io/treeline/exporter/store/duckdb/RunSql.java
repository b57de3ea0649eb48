package io.treeline.exporter.store.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlRefusedException;
import io.treeline.exporter.store.SqlResult;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Runs one question in SQL: checked as a tree, bounded in time, memory, rows and bytes. */
final class RunSql {

  private static final int MAX_SQL_CHARS = 20_000;
  private static final long MAX_ANSWER_CHARS = 16L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TAKEN =
      """
      SELECT lower(table_name) AS name FROM duckdb_tables()
      UNION ALL SELECT lower(view_name) FROM duckdb_views()
      """;

  private final DuckDBConnection connection;
  private final SqlQuery query;
  private final DerivePaths paths;

  RunSql(DuckDBConnection connection, SqlQuery query, DerivePaths paths) {
    this.connection = connection;
    this.query = query;
    this.paths = paths;
  }

  SqlResult run() throws SQLException {
    if (query.sql().length() > MAX_SQL_CHARS) {
      throw new SqlRefusedException(
          "a statement must have at most %d characters: had %d"
              .formatted(MAX_SQL_CHARS, query.sql().length()));
    }
    SqlGuard guard = new SqlGuard(taken());
    JsonNode tree = parse();
    guard.check(tree);
    String checked = text(tree);
    try (SqlLimits limits = SqlLimits.start(connection, query.timeout())) {
      try {
        if (guard.views().contains("paths")) {
          DerivedPaths.fill(connection, TimeRange.ALL, limits.checked(paths));
        }
        String sql =
            CurrentSessions.with(connection)
                + SqlViews.expressions(guard.views())
                + "SELECT * FROM (\n"
                + checked
                + "\n) LIMIT "
                + (query.maxRows() + 1L);
        return answer(sql, limits);
      } catch (SQLException e) {
        throw limits.explained(e);
      }
    }
  }

  private Set<String> taken() throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(TAKEN)) {
      while (result.next()) {
        names.add(result.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private JsonNode parse() throws SQLException {
    try {
      return JSON.readTree(convert("SELECT json_serialize_sql(?)", query.sql()));
    } catch (JsonProcessingException e) {
      throw new SqlRefusedException("the statement cannot be read: " + e.getOriginalMessage());
    }
  }

  /** What runs is written from the tree that was checked, never the asker's own text. */
  private String text(JsonNode tree) throws SQLException {
    return convert("SELECT json_deserialize_sql(?)", tree.toString());
  }

  private String convert(String sql, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    } catch (SQLException e) {
      throw new SqlRefusedException(SqlLimits.firstLine(e));
    }
  }

  private SqlResult answer(String sql, SqlLimits limits) throws SQLException {
    try (Statement statement = limits.watched(connection.createStatement());
        ResultSet result = statement.executeQuery(sql)) {
      int count = result.getMetaData().getColumnCount();
      List<SqlResult.Column> columns = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        columns.add(
            new SqlResult.Column(
                result.getMetaData().getColumnName(i), result.getMetaData().getColumnTypeName(i)));
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      SqlValues values = new SqlValues(result, MAX_ANSWER_CHARS);
      while (result.next()) {
        if (rows.size() == query.maxRows()) {
          return new SqlResult(columns, rows, true);
        }
        List<@Nullable Object> row = values.row(count);
        if (values.isFull()) {
          return new SqlResult(columns, rows, true);
        }
        rows.add(row);
      }
      return new SqlResult(columns, rows, false);
    }
  }
}
