package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/** Opens the database file and says plainly why it cannot. */
final class DatabaseFile implements AutoCloseable {

  static final String NAME = "treeline.duckdb";

  // The driver gives one process one and the same database for a path, so the engine's own lock
  // does not keep two stores apart.
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private volatile DuckDbSettings settings;
  private volatile DuckDBConnection connection;

  private DatabaseFile(Path path, DuckDbSettings settings, DuckDBConnection connection) {
    this.path = path;
    this.settings = settings;
    this.connection = connection;
  }

  static DatabaseFile open(Path directory, DuckDbSettings settings) {
    Path path = prepare(directory).resolve(NAME);
    if (!OPEN.add(path)) {
      throw inUse(path, "this process");
    }
    try {
      DatabaseFile file = new DatabaseFile(path, settings, connect(path, settings));
      EngineLibrary.forget();
      return file;
    } catch (SQLException e) {
      OPEN.remove(path);
      throw explain(path, e);
    }
  }

  private static Path prepare(Path directory) {
    try {
      return Files.createDirectories(directory).toRealPath();
    } catch (IOException e) {
      throw new StoreException(
          "data directory "
              + directory.toAbsolutePath()
              + " cannot be created or read ("
              + e
              + "); choose another, or give this user the right to write there",
          e);
    }
  }

  private static DuckDBConnection connect(Path path, DuckDbSettings limits) throws SQLException {
    Properties settings = new Properties();
    // The engine's own defaults are most of the machine's memory and all of its processors.
    settings.setProperty("memory_limit", limits.memoryBytes() + "B");
    settings.setProperty("threads", Integer.toString(limits.usableThreads()));
    settings.setProperty("temp_directory", path.resolveSibling(NAME + ".tmp").toString());
    // Measured: the default of 16 MB checkpoints all the time under load, at half the rate and
    // four times the file size.
    settings.setProperty("checkpoint_threshold", "128MB");
    // Nothing is ever fetched from the network, nor does any statement touch another file.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    settings.setProperty("enable_external_access", "false");
    // But for copies of the database itself; see DatabaseCopy.
    settings.setProperty(
        "allowed_directories", "['" + copies(path).toString().replace("'", "''") + "']");
    DuckDBConnection connection =
        DriverManager.getConnection("jdbc:duckdb:" + path, settings).unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      // Each connection may still bound itself, and the stores share their memory.
      statement.execute("SET allowed_configs = ['operator_memory_limit', 'memory_limit']");
      statement.execute("SET lock_configuration = true");
    }
    return connection;
  }

  private static StoreException explain(Path path, SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("Could not set lock")) {
      return inUse(path, "another process");
    }
    return new StoreException(
        path
            + " cannot be opened: "
            + message
            + ". Restore it from a backup or choose another"
            + " data directory.",
        e);
  }

  private static StoreException inUse(Path path, String by) {
    return new StoreException(
        path
            + " is in use by "
            + by
            + ": one data directory serves one exporter. Stop the other one, or choose another data"
            + " directory.");
  }

  Path path() {
    return path;
  }

  /** Another connection to the same database; the caller closes it. */
  DuckDBConnection connect() throws SQLException {
    return connection.duplicate().unwrap(DuckDBConnection.class);
  }

  /** The connection that is open as long as this. */
  DuckDBConnection connection() {
    return connection;
  }

  /**
   * Bounds the memory anew, also of what is open. Not while it is opened again.
   *
   * @throws SQLException when that much is in use and cannot be given back; the bound stays
   */
  void limitMemory(long bytes) throws SQLException {
    if (bytes == settings.memoryBytes()) {
      return;
    }
    try (DuckDBConnection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("SET GLOBAL memory_limit = '%dB'".formatted(bytes));
    }
    settings = new DuckDbSettings(bytes, settings.threads());
  }

  /** Most memory, as the engine says it. */
  String memoryLimit() throws SQLException {
    try (DuckDBConnection other = connect();
        Statement statement = other.createStatement();
        ResultSet result = statement.executeQuery("SELECT current_setting('memory_limit')")) {
      result.next();
      return result.getString(1);
    }
  }

  /** Where copies are made: the only directory that statements may touch. */
  Path copies() {
    return copies(path);
  }

  private static Path copies(Path path) {
    return path.resolveSibling(NAME + ".copies");
  }

  /**
   * Closes the database, puts a copy of it in its place and opens that. All other connections must
   * be closed.
   */
  void replaceBy(Path copy) throws SQLException {
    connection.close();
    try {
      Path log = path.resolveSibling(NAME + ".wal");
      if (Files.exists(log)) {
        throw new StoreException(log + " could not be brought into " + path);
      }
      Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException(copy + " could not be moved to " + path + ": " + e, e);
    } finally {
      connection = connect(path, settings);
    }
  }

  /**
   * Closes the database and opens it again: what the engine asks for once it failed to write. All
   * other connections must be closed.
   */
  void reopen() throws SQLException {
    connection.close();
    connection = connect(path, settings);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException(path + " could not be closed: " + e.getMessage(), e);
    } finally {
      OPEN.remove(path);
    }
  }
}
