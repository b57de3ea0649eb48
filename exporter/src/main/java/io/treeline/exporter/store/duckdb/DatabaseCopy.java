package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * A copy of the database as one moment shows it, without free space in it: a file in the directory
 * for copies, which the caller moves away. What is left there is deleted.
 */
final class DatabaseCopy implements AutoCloseable {

  private final Path file;

  private DatabaseCopy(Path file) {
    this.file = file;
  }

  /** Makes one; no transaction may be under way. */
  static DatabaseCopy make(DuckDBConnection connection, Path directory) throws SQLException {
    String name = "copy_" + UUID.randomUUID().toString().replace('-', '_');
    Path path = directory.resolve(name);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StoreException(directory + " cannot be made: " + e, e);
    }
    DatabaseCopy copy = new DatabaseCopy(path);
    try (Statement statement = connection.createStatement()) {
      statement.execute("ATTACH '" + path.toString().replace("'", "''") + "' AS " + name);
      try {
        statement.execute("COPY FROM DATABASE \"%s\" TO %s".formatted(current(statement), name));
      } finally {
        statement.execute("DETACH " + name);
      }
      return copy;
    } catch (SQLException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private static String current(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT current_database() AS name")) {
      Row row = new Row(result);
      row.next();
      return row.text("name").replace("\"", "\"\"");
    }
  }

  Path file() {
    return file;
  }

  /** Deletes what copies an earlier process left. */
  static void deleteAll(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (java.util.stream.Stream<Path> files = Files.list(directory)) {
      for (Path one : files.toList()) {
        Files.delete(one);
      }
    } catch (IOException e) {
      throw new StoreException(directory + " cannot be emptied: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
