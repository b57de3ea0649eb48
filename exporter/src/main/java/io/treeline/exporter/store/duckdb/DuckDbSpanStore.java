package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.HealthCheck;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** Keeps spans in one DuckDB file, {@code treeline.duckdb} in the data directory. */
public final class DuckDbSpanStore implements SpanStore {

  private static final long MAX_QUEUED_BYTES = 256L << 20;
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(1);

  private final DatabaseFile file;
  private final GroupCommit writer;
  private final ReadConnections connections;
  private final DuckDbSpanReader reader;
  private boolean closed;

  private DuckDbSpanStore(DatabaseFile file, GroupCommit writer) {
    this.file = file;
    this.writer = writer;
    this.connections = new ReadConnections(file);
    this.reader = new DuckDbSpanReader(connections);
  }

  /**
   * Opens the store in a directory, creating both when they do not exist and bringing an older file
   * to the newest schema.
   *
   * @throws StoreException when the directory cannot be used, the file is in use, damaged, or was
   *     written by a newer version; the message says which and what to do
   */
  public static DuckDbSpanStore open(Path directory) {
    return open(directory, BETWEEN_REFRESHES);
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param betweenRefreshes how long stale sessions are left to their readers at least
   */
  static DuckDbSpanStore open(Path directory, Duration betweenRefreshes) {
    DatabaseFile file = DatabaseFile.open(directory);
    try {
      Migrations.run(file.connection(), file.path().toString());
      GroupCommit writer =
          new GroupCommit(
              new DuckDbWriterEngine(file.connection(), betweenRefreshes),
              file.path().toString(),
              MAX_QUEUED_BYTES);
      writer.start();
      return new DuckDbSpanStore(file, writer);
    } catch (SQLException e) {
      file.close();
      throw new StoreException(file.path() + " cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public SpanWriter writer() {
    return writer;
  }

  @Override
  public SpanReader reader() {
    return reader;
  }

  @Override
  public HealthCheck check() {
    try {
      if (!writer.isRunning()) {
        return new HealthCheck("store " + file.path() + " is closed");
      }
      reader.countStaleSessions();
      return HealthCheck.OK;
    } catch (RuntimeException e) {
      return new HealthCheck(String.valueOf(e.getMessage()));
    }
  }

  /** Whether every session's kept numbers are true, so that no reader works any out. */
  boolean isRefreshed() {
    return reader.countStaleSessions() == 0;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    writer.close();
    try {
      connections.close();
    } catch (SQLException e) {
      throw new StoreException(file.path() + " could not be closed: " + e.getMessage(), e);
    } finally {
      file.close();
    }
  }
}
