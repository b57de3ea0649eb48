package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.TableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Parquet by an engine of its own, which sees nothing but the file's directory: not the database,
 * which sees no file.
 */
public final class ParquetFiles implements TableFiles {

  private static final int SCALE = 18;

  @Override
  public void write(Path file, List<Column> columns, RowSource rows) throws IOException {
    try (DuckDBConnection engine = engine(file);
        Statement statement = engine.createStatement()) {
      statement.execute(
          "CREATE TABLE rows ("
              + columns.stream()
                  .map(column -> quoted(column.name()) + " " + sqlType(column.type()))
                  .collect(Collectors.joining(", "))
              + ")");
      try (DuckDBAppender appender = engine.createAppender("rows")) {
        rows.writeTo(values -> append(appender, values));
      }
      statement.execute(
          "COPY rows TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(literal(file)));
    } catch (SQLException e) {
      throw new IOException("the Parquet file cannot be written: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void read(Path file, List<Column> columns, Consumer<List<@Nullable Object>> rows)
      throws IOException {
    try (DuckDBConnection engine = engine(file);
        Statement statement = engine.createStatement()) {
      Set<String> there = columnsOf(statement, file);
      String select =
          columns.stream()
              .map(
                  column ->
                      there.contains(column.name())
                          ? "%s::%s".formatted(quoted(column.name()), sqlType(column.type()))
                          : "NULL::" + sqlType(column.type()))
              .collect(Collectors.joining(", "));
      try (ResultSet result =
          statement.executeQuery(
              "SELECT %s FROM read_parquet(%s)".formatted(select, literal(file)))) {
        while (result.next()) {
          rows.accept(row(result, columns));
        }
      }
    } catch (SQLException e) {
      throw new IOException("the Parquet file cannot be read: " + e.getMessage(), e);
    }
  }

  private static DuckDBConnection engine(Path file) throws SQLException, IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("a Parquet file must be in a directory: was " + file);
    }
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "512MB");
    settings.setProperty("threads", "1");
    settings.setProperty("temp_directory", directory.resolve("tmp").toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("jdbc_stream_results", "true");
    String database = directory.resolve(file.getFileName() + ".rows").toString();
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:" + database, settings)
            .unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allowed_directories = [%s]".formatted(literal(directory)));
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private static Set<String> columnsOf(Statement statement, Path file) throws SQLException {
    Set<String> names = new HashSet<>();
    try (ResultSet result =
        statement.executeQuery(
            "DESCRIBE SELECT * FROM read_parquet(%s)".formatted(literal(file)))) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    return names;
  }

  private static void append(DuckDBAppender appender, List<@Nullable Object> values)
      throws IOException {
    try {
      appender.beginRow();
      for (Object value : values) {
        if (value == null) {
          appender.appendNull();
        } else if (value instanceof Long number) {
          appender.append(number.longValue());
        } else if (value instanceof Boolean truth) {
          appender.append(truth.booleanValue());
        } else if (value instanceof BigDecimal decimal) {
          appender.append(decimal.setScale(SCALE, RoundingMode.UNNECESSARY));
        } else {
          appender.append((String) value);
        }
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new IOException("a row cannot be written: " + e.getMessage(), e);
    }
  }

  private static List<@Nullable Object> row(ResultSet result, List<Column> columns)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      Object value =
          switch (columns.get(i - 1).type()) {
            case TEXT -> result.getString(i);
            case LONG -> result.getLong(i);
            case BOOLEAN -> result.getBoolean(i);
            case DECIMAL -> result.getBigDecimal(i);
          };
      values.add(result.wasNull() ? null : value);
    }
    return values;
  }

  private static String sqlType(Type type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case LONG -> "BIGINT";
      case DECIMAL -> "DECIMAL(38, 18)";
      case BOOLEAN -> "BOOLEAN";
    };
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }
}
