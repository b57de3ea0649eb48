package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.HealthCheck;
import io.treeline.exporter.store.LogWriter;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.RequestReader;
import io.treeline.exporter.store.ScoreStore;
import io.treeline.exporter.store.SpanCorrections;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SpanWriter;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Upkeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps spans in one DuckDB file, {@code treeline.duckdb} in the data directory. */
public final class DuckDbSpanStore implements SpanStore {

  private static final Logger logger = LoggerFactory.getLogger(DuckDbSpanStore.class);

  private static final long MAX_QUEUED_BYTES = 256L << 20;
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(1);

  private final DatabaseFile file;
  private final DuckDbWriterEngine engine;
  private final GroupCommit writer;
  private final SpanCorrections corrections;
  private final ReadConnections connections;
  private final DuckDbSpanReader reader;
  private final DuckDbScoreStore scores;
  private final DuckDbOutcomeStore outcomes;
  private final DuckDbRequestReader requests;
  private final DuckDbUpkeep upkeep;
  private boolean closed;

  private DuckDbSpanStore(
      DatabaseFile file,
      DuckDbWriterEngine engine,
      GroupCommit writer,
      ReadConnections connections) {
    this.file = file;
    this.engine = engine;
    this.writer = writer;
    this.corrections = new DuckDbCorrections(writer);
    this.connections = connections;
    this.reader = new DuckDbSpanReader(connections);
    this.scores = new DuckDbScoreStore(writer, connections);
    this.outcomes = new DuckDbOutcomeStore(writer, connections);
    this.requests = new DuckDbRequestReader(connections);
    this.upkeep = new DuckDbUpkeep(file, writer, connections);
  }

  /**
   * Opens the store in a directory, creating both when they do not exist and bringing an older file
   * to the newest schema.
   *
   * @throws StoreException when the directory cannot be used, the file is in use, damaged, or was
   *     written by a newer version; the message says which and what to do
   */
  public static DuckDbSpanStore open(Path directory) {
    return open(directory, DuckDbSettings.DEFAULT);
  }

  /** Whether a database was ever made there. */
  public static boolean existsIn(Path directory) {
    return Files.exists(directory.resolve(DatabaseFile.NAME));
  }

  /**
   * As {@link #open(Path)}, within limits.
   *
   * @throws StoreException as there
   */
  public static DuckDbSpanStore open(Path directory, DuckDbSettings settings) {
    return open(directory, settings, BETWEEN_REFRESHES);
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param betweenRefreshes how long stale sessions are left to their readers at least
   */
  static DuckDbSpanStore open(Path directory, DuckDbSettings settings, Duration betweenRefreshes) {
    DatabaseFile file = DatabaseFile.open(directory, settings);
    try {
      DatabaseCopy.deleteAll(file.copies());
      Migrations.run(file.connection(), file.path().toString());
      ReadConnections connections = new ReadConnections(file);
      DuckDbWriterEngine engine = new DuckDbWriterEngine(file, connections, betweenRefreshes);
      GroupCommit writer = new GroupCommit(engine, file.path().toString(), MAX_QUEUED_BYTES);
      writer.start();
      return new DuckDbSpanStore(file, engine, writer, connections);
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
  public RequestReader requests() {
    return requests;
  }

  @Override
  public SpanCorrections corrections() {
    return corrections;
  }

  @Override
  public SpanReader reader() {
    return reader;
  }

  @Override
  public LogWriter logs() {
    return logs -> writer.write(Changes.ofLogs(EncodedLog.encode(logs)));
  }

  @Override
  public OutcomeStore outcomes() {
    return outcomes;
  }

  @Override
  public ScoreStore scores() {
    return scores;
  }

  @Override
  public Optional<Upkeep> upkeep() {
    return Optional.of(upkeep);
  }

  @Override
  public HealthCheck check() {
    try {
      if (!writer.isRunning()) {
        return new HealthCheck("store " + file.path() + " is closed");
      }
      String problem = engine.problem();
      if (problem != null) {
        return new HealthCheck(problem);
      }
      reader.countStaleSessions();
      return HealthCheck.OK;
    } catch (RuntimeException e) {
      return new HealthCheck(String.valueOf(e.getMessage()));
    }
  }

  /** Bounds its memory anew; a bound that cannot be had now is tried with the next change. */
  void limitMemory(long bytes) {
    try {
      file.limitMemory(bytes);
    } catch (SQLException e) {
      logger.warn("{}: its memory cannot be bounded to {} bytes now", file.path(), bytes, e);
    }
  }

  /** Most memory, as the engine says it. */
  String memoryLimit() throws SQLException {
    return file.memoryLimit();
  }

  /** As {@link Upkeep#compact}, whether it is worth it or not. */
  void compactNow() {
    upkeep.compactNow();
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
