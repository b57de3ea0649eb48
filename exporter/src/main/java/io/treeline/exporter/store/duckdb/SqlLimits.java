package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.SqlRefusedException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time and memory of one question in SQL. */
final class SqlLimits implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqlLimits.class);

  // Of sorts and hash tables; beyond it they go to the temporary directory or the question fails.
  private static final String MEMORY = "256MB";

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final DuckDBConnection connection;
  private final Duration timeout;
  private final long deadlineNanos;
  private @Nullable ScheduledFuture<?> cancellation;
  private volatile boolean expired;

  private SqlLimits(DuckDBConnection connection, Duration timeout) {
    this.connection = connection;
    this.timeout = timeout;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  static SqlLimits start(DuckDBConnection connection, Duration timeout) throws SQLException {
    execute(connection, "SET operator_memory_limit = '" + MEMORY + "'");
    return new SqlLimits(connection, timeout);
  }

  /** The statement, cancelled when the time is up. */
  Statement watched(Statement statement) {
    cancellation =
        TIMER.schedule(
            () -> {
              expired = true;
              try {
                statement.cancel();
              } catch (SQLException e) {
                LOG.warn("a statement that took too long could not be cancelled", e);
              }
            },
            Math.max(0, deadlineNanos - System.nanoTime()),
            TimeUnit.NANOSECONDS);
    return statement;
  }

  /** The same, until the time is up. */
  DerivePaths checked(DerivePaths paths) {
    return spans -> {
      if (System.nanoTime() - deadlineNanos > 0) {
        expired = true;
        throw tookTooLong();
      }
      return paths.of(spans);
    };
  }

  /** What the asker is to know of a failure. */
  SqlRefusedException explained(SQLException e) {
    return expired ? tookTooLong() : new SqlRefusedException(firstLine(e));
  }

  static String firstLine(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  @Override
  public void close() throws SQLException {
    ScheduledFuture<?> pending = cancellation;
    if (pending != null) {
      pending.cancel(false);
    }
    execute(connection, "RESET operator_memory_limit");
  }

  private SqlRefusedException tookTooLong() {
    return new SqlRefusedException(
        "the statement took longer than %d ms and was cancelled: ask for a shorter time or fewer"
                .formatted(timeout.toMillis())
            + " sessions");
  }

  private static void execute(DuckDBConnection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "sql-timeout");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
