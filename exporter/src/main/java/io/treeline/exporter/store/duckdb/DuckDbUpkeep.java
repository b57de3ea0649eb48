package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Upkeep;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes in the writing thread, a little at a time, so that no write waits long. */
final class DuckDbUpkeep implements Upkeep {

  /** Below it, free space is not worth a copy of the rest. */
  private static final long LEAST_FREE_BYTES = 64L << 20;

  /** Of a bound in bytes: deleted down to it, so that not every new span starts it again. */
  private static final double AIM = 0.9;

  private final DatabaseFile file;
  private final GroupCommit writer;
  private final ReadConnections connections;
  private final CollectContents contents;

  // Guarded by this.
  private final Set<Integer> windowsToCollect = new HashSet<>();
  private long spansOverSize;
  private boolean deletedSinceCopy;

  DuckDbUpkeep(DatabaseFile file, GroupCommit writer, ReadConnections connections) {
    this.file = file;
    this.writer = writer;
    this.connections = connections;
    this.contents = new CollectContents(writer, connections);
  }

  @Override
  public synchronized boolean deleteSession(String sessionId) {
    DeleteSessions delete = new DeleteSessions(List.of(sessionId));
    writer.change(delete);
    delete.windows().forEach(contents::run);
    return delete.spans() > 0;
  }

  @Override
  public synchronized Step retain(Limits limits, long nowEpochNanos) {
    if (limits.age() != null) {
      long oldest = nowEpochNanos - limits.age().toNanos();
      Step step =
          delete(
              connections.read(
                  connection -> OldSessions.before(connection, oldest, Long.MAX_VALUE)));
      if (step != null) {
        return step;
      }
      writer.change(new DeleteLogs(oldest, true));
    }
    if (limits.contentAge() != null) {
      DeleteContent delete = new DeleteContent(nowEpochNanos - limits.contentAge().toNanos());
      writer.change(delete);
      windowsToCollect.addAll(delete.windows());
      if (delete.deleted() > 0) {
        return new Step(0, 0, false);
      }
      writer.change(new DeleteLogs(nowEpochNanos - limits.contentAge().toNanos(), false));
    }
    if (spansOverSize > 0) {
      long most = spansOverSize;
      Step step =
          delete(
              connections.read(connection -> OldSessions.before(connection, Long.MAX_VALUE, most)));
      if (step != null) {
        spansOverSize -= step.spans();
        return step;
      }
      spansOverSize = 0;
    }
    return collect(limits);
  }

  private @Nullable Step delete(List<String> sessions) {
    if (sessions.isEmpty()) {
      return null;
    }
    DeleteSessions delete = new DeleteSessions(sessions);
    writer.change(delete);
    deletedSinceCopy = true;
    windowsToCollect.addAll(delete.windows());
    return new Step(sessions.size(), delete.spans(), false);
  }

  /** What is left when no session need go: content nobody refers to, and a look at the size. */
  private Step collect(Limits limits) {
    if (!windowsToCollect.isEmpty()) {
      int window = windowsToCollect.iterator().next();
      contents.run(window);
      windowsToCollect.remove(window);
      if (windowsToCollect.isEmpty()) {
        checkpoint();
      }
      return new Step(0, 0, false);
    }
    if (limits.bytes() == null || size().used() <= limits.bytes()) {
      return new Step(0, 0, true);
    }
    checkpoint();
    if (deletedSinceCopy && size().used() > limits.bytes()) {
      // Of blocks with some rows deleted only a copy gets rid: before that, nobody knows how much
      // too much there is.
      compactNow();
    }
    long used = size().used();
    long spans = connections.read(OldSessions::countSpans);
    if (used <= limits.bytes() || spans == 0) {
      return new Step(0, 0, true);
    }
    spansOverSize = Math.max(1, (long) (spans * (1 - limits.bytes() * AIM / used)));
    return new Step(0, 0, false);
  }

  private void checkpoint() {
    writer.change((DuckDbWriterEngine.Maintenance) DuckDbWriterEngine::checkpoint);
  }

  @Override
  public Size size() {
    long free =
        connections.read(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet result =
                      statement.executeQuery(
                          """
                          SELECT free_blocks * block_size AS free FROM pragma_database_size()
                          WHERE database_name = current_database()
                          """)) {
                Row row = new Row(result);
                row.next();
                return row.number("free");
              }
            });
    try {
      Path log = file.path().resolveSibling(DatabaseFile.NAME + ".wal");
      return new Size(Files.size(file.path()) + (Files.exists(log) ? Files.size(log) : 0), free);
    } catch (IOException e) {
      throw new StoreException(file.path() + " cannot be looked at: " + e, e);
    }
  }

  @Override
  public synchronized boolean compact() {
    checkpoint();
    Size size = size();
    if (size.free() < LEAST_FREE_BYTES || size.free() < size.used()) {
      return false;
    }
    compactNow();
    return true;
  }

  /** As {@link #compact}, whether it is worth it or not. */
  synchronized void compactNow() {
    writer.change(
        (DuckDbWriterEngine.Maintenance)
            engine -> {
              try (DatabaseCopy copy = DatabaseCopy.make(engine.connection(), file.copies())) {
                engine.replaceBy(copy.file());
              }
            });
    deletedSinceCopy = false;
  }

  @Override
  public void backup(OutputStream out) throws IOException {
    try (DatabaseCopy copy =
        connections.outsideTransaction(
            connection -> DatabaseCopy.make(connection, file.copies()))) {
      Files.copy(copy.file(), out);
    }
  }
}
