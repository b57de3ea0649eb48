package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import org.duckdb.DuckDBConnection;

/** Gives each read a connection and one snapshot. Guarded by {@code this}. */
final class ReadConnections {

  /** A read. */
  interface Read<T> {
    T run(DuckDBConnection connection) throws SQLException;
  }

  private final DatabaseFile file;
  private final Deque<DuckDBConnection> idle = new ArrayDeque<>();
  private int lent;
  private boolean suspended;
  private boolean closed;

  ReadConnections(DatabaseFile file) {
    this.file = file;
  }

  /**
   * Runs the statements of a read on one snapshot.
   *
   * @throws StoreException when the engine cannot answer
   */
  <T> T read(Read<T> read) {
    DuckDBConnection connection = null;
    try {
      connection = lend();
      return inSnapshot(connection, read);
    } catch (SQLException e) {
      throw new StoreException("could not read " + file.path() + ": " + e.getMessage(), e);
    } finally {
      if (connection != null) {
        giveBack(connection);
      }
    }
  }

  /**
   * Runs something that has its own transactions.
   *
   * @throws StoreException when the engine cannot do it
   */
  <T> T outsideTransaction(Read<T> work) {
    DuckDBConnection connection = null;
    try {
      connection = lend();
      return work.run(connection);
    } catch (SQLException e) {
      throw new StoreException("could not read " + file.path() + ": " + e.getMessage(), e);
    } finally {
      if (connection != null) {
        giveBack(connection);
      }
    }
  }

  private static <T> T inSnapshot(DuckDBConnection connection, Read<T> read) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION READ ONLY");
      try {
        return read.run(connection);
      } finally {
        statement.execute("ROLLBACK");
      }
    }
  }

  private synchronized DuckDBConnection lend() throws SQLException {
    if (closed) {
      throw new StoreException("store " + file.path() + " is closed");
    }
    if (suspended) {
      throw new StoreException("store " + file.path() + " is being opened again; ask again");
    }
    DuckDBConnection connection = idle.isEmpty() ? file.connect() : idle.pop();
    lent++;
    return connection;
  }

  private synchronized void giveBack(DuckDBConnection connection) {
    lent--;
    idle.push(connection);
    notifyAll();
  }

  /** Waits for reads under way; those that come before {@link #resume} are refused. */
  synchronized void suspend() throws SQLException {
    suspended = true;
    closeAll();
  }

  synchronized void resume() {
    suspended = false;
  }

  /** Waits for reads under way. */
  synchronized void close() throws SQLException {
    closed = true;
    closeAll();
  }

  private synchronized void closeAll() throws SQLException {
    boolean interrupted = false;
    while (lent > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (DuckDBConnection connection : idle) {
      connection.close();
    }
    idle.clear();
  }
}
