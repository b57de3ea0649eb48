package io.treeline.exporter.store.duckdb;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only connection that writes, and what it does. Used by one thread. */
final class DuckDbWriterEngine implements GroupCommit.Engine {

  private static final Logger LOG = LoggerFactory.getLogger(DuckDbWriterEngine.class);

  // Under load, working out sessions takes at most about a tenth of the writing thread's time:
  // the next round waits ten times as long as the last one took.
  private static final int REFRESH_SHARE = 10;

  private final DuckDBConnection connection;
  private final TraceCache cache = new TraceCache();
  private final StaleSessions stale;
  private final Duration betweenRefreshes;
  private long nextRefreshNanos;

  DuckDbWriterEngine(DuckDBConnection connection, Duration betweenRefreshes) throws SQLException {
    this.connection = connection;
    this.betweenRefreshes = betweenRefreshes;
    this.nextRefreshNanos = System.nanoTime() + betweenRefreshes.toNanos();
    this.stale = StaleSessions.load(connection);
  }

  @Override
  public void commit(List<EncodedSpan> spans) throws SQLException {
    WriteTransaction transaction = new WriteTransaction(connection, cache, stale);
    inTransaction(() -> transaction.run(spans));
    transaction.committed();
  }

  @Override
  public void pause() {
    long now = System.nanoTime();
    if (stale.isEmpty() || now - nextRefreshNanos < 0) {
      return;
    }
    try {
      inTransaction(() -> RefreshSessions.run(connection));
      stale.refreshed();
    } catch (SQLException e) {
      LOG.warn("session numbers could not be worked out; readers go on doing it themselves", e);
    }
    long took = System.nanoTime() - now;
    nextRefreshNanos = now + Math.max(betweenRefreshes.toNanos(), took * REFRESH_SHARE);
  }

  private interface Work {
    void run() throws SQLException;
  }

  // Not Connection.setAutoCommit(false): the driver then begins the transaction with the first
  // statement, and what an appender flushed before it is committed on its own.
  private void inTransaction(Work work) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN TRANSACTION");
      try {
        work.run();
        statement.execute("COMMIT");
      } catch (Throwable e) {
        rollBack(statement, e);
        throw e;
      }
    }
  }

  private static void rollBack(Statement statement, Throwable cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // A failed commit has rolled back already.
      cause.addSuppressed(e);
    }
  }
}
