package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only connection that writes, and what it does. Used by one thread. */
final class DuckDbWriterEngine implements GroupCommit.Engine {

  private static final Logger LOG = LoggerFactory.getLogger(DuckDbWriterEngine.class);

  private static final Clock CLOCK = Clock.systemUTC();
  private static final long BETWEEN_PROBES_NANOS = 1_000_000_000;

  // Changes nothing, but must be written.
  private static final String PROBE =
      "UPDATE schema_migrations SET applied_at = applied_at WHERE version = 1";

  private final DatabaseFile file;
  private final ReadConnections readers;
  private final RefreshPace pace;
  private TraceCache cache = new TraceCache();
  // Outlives a reopening: it knows all that was ever tried, and never says of a stored trace that
  // it is not.
  private final TraceFilter filter;
  private StaleSessions stale;
  private ContentIds contents;
  private boolean mustReopen;
  private long lastProbeNanos;
  private volatile @Nullable String problem;

  DuckDbWriterEngine(DatabaseFile file, ReadConnections readers, Duration betweenRefreshes)
      throws SQLException {
    this.file = file;
    this.readers = readers;
    this.pace = new RefreshPace(betweenRefreshes);
    this.filter = TraceFilter.load(file.connection());
    this.stale = StaleSessions.load(file.connection());
    this.contents = ContentIds.load(file.connection(), CLOCK);
  }

  /** What keeps spans from being stored; null when nothing does. Any thread may ask. */
  @Nullable String problem() {
    return problem;
  }

  @Override
  public void commit(Changes changes) throws SQLException {
    if (problem != null && !recover()) {
      throw new StoreException(String.valueOf(problem));
    }
    WriteTransaction transaction =
        new WriteTransaction(file.connection(), filter, cache, stale, contents);
    contents.begin();
    inTransaction(
        () -> {
          transaction.run(changes.spans());
          WriteLogs.run(file.connection(), contents, changes.logs());
          WriteScores.run(file.connection(), changes.scores());
        });
    transaction.committed();
    contents.committed();
  }

  @Override
  public void change(GroupCommit.Change change) throws SQLException {
    if (problem != null && !recover()) {
      throw new StoreException(String.valueOf(problem));
    }
    if (change instanceof Maintenance maintenance) {
      maintenance.run(this);
      return;
    }
    Set<String> touched = new HashSet<>();
    inTransaction(
        () -> {
          touched.addAll(change.run(file.connection()));
          stale.append(file.connection(), touched);
        });
    stale.committed(touched);
    change.committed(new WriterMemory(cache, stale, contents));
  }

  /** Work on the file itself, outside of any transaction. */
  interface Maintenance extends GroupCommit.Change {
    void run(DuckDbWriterEngine engine) throws SQLException;

    @Override
    default Set<String> run(DuckDBConnection connection) {
      throw new IllegalStateException("works outside of transactions");
    }
  }

  /** Brings what is in the log into the file, and frees what deleted rows took. */
  void checkpoint() throws SQLException {
    execute("CHECKPOINT");
  }

  /** Puts a copy of the database, made meanwhile by this thread, in its place. */
  void replaceBy(Path copy) throws SQLException {
    readers.suspend();
    try {
      file.replaceBy(copy);
      cache = new TraceCache();
      stale = StaleSessions.load(file.connection());
      contents = ContentIds.load(file.connection(), CLOCK);
    } catch (SQLException | RuntimeException e) {
      mustReopen = true;
      throw noted(e);
    } finally {
      readers.resume();
    }
  }

  DuckDBConnection connection() {
    return file.connection();
  }

  @Override
  public void pause(boolean idle) {
    if (problem != null && !recover()) {
      return;
    }
    if (stale.isEmpty() || !pace.isDue()) {
      return;
    }
    long start = System.nanoTime();
    List<String> some = stale.first(pace.sessions());
    try {
      inTransaction(() -> RefreshSessions.run(file.connection(), some));
      stale.refreshed(some);
    } catch (SQLException | RuntimeException e) {
      // One that cannot be worked out must not stand in the way of all behind it.
      stale.putOff(some);
      LOG.warn("session numbers could not be worked out; readers go on doing it themselves", e);
    }
    pace.took(System.nanoTime() - start, idle, stale.isEmpty());
  }

  private interface Work {
    void run() throws SQLException;
  }

  // Not Connection.setAutoCommit(false): the driver then begins the transaction with the first
  // statement, and what an appender flushed before it is committed on its own.
  private void inTransaction(Work work) throws SQLException {
    try {
      execute("BEGIN TRANSACTION");
    } catch (SQLException e) {
      throw cannotWrite(e);
    }
    try {
      work.run();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(e);
      throw e;
    }
    try {
      execute("COMMIT");
    } catch (SQLException e) {
      // Whether it is in the file cannot be told: opened again, the file tells.
      throw cannotWrite(e);
    }
  }

  private void rollBack(Throwable cause) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
      throw cannotWrite(cause);
    }
  }

  private StoreException cannotWrite(Throwable cause) {
    mustReopen = true;
    return noted(cause);
  }

  private StoreException noted(Throwable cause) {
    String message =
        file.path()
            + " cannot be written: "
            + cause.getMessage()
            + ". It is tried again every second; see whether the disk is full";
    if (problem == null) {
      LOG.error("{}", message, cause);
    }
    problem = message;
    lastProbeNanos = System.nanoTime();
    return new StoreException(message, cause);
  }

  /** Tries, at most every second, to get the database to write again; whether it does. */
  private boolean recover() {
    if (System.nanoTime() - lastProbeNanos < BETWEEN_PROBES_NANOS) {
      return false;
    }
    try {
      if (mustReopen) {
        reopen();
      }
      inTransaction(() -> execute(PROBE));
    } catch (SQLException | RuntimeException e) {
      noted(e);
      return false;
    }
    problem = null;
    LOG.info("{} can be written again", file.path());
    return true;
  }

  private void reopen() throws SQLException {
    readers.suspend();
    try {
      file.reopen();
      cache = new TraceCache();
      stale = StaleSessions.load(file.connection());
      contents = ContentIds.load(file.connection(), CLOCK);
      mustReopen = false;
    } finally {
      readers.resume();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = file.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
