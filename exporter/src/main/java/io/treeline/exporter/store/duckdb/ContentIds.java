package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Which pieces of content are stored, and under which id: of the last half million or so that were
 * written or met again, which is what conversations repeat. A piece that is not known here is
 * stored once more, which is correct as well. Only the writing thread uses it.
 *
 * <p>What is written belongs to a window, and rows refer to pieces of their own window only. So it
 * can be told from the rows of one window which of its pieces are still needed. A window is as long
 * as a day, or until the store is opened again.
 */
final class ContentIds {

  private static final int MOST_OF_GENERATION = 1 << 18;

  private final Clock clock;
  private int window;
  private @Nullable LocalDate day;
  private long next;

  // Two generations: when the younger is full, it becomes the older one, and what was not met
  // since is forgotten.
  private ContentIdTable young = new ContentIdTable();
  private ContentIdTable old = new ContentIdTable();
  private ContentIdTable uncommitted = new ContentIdTable();

  private ContentIds(Clock clock, int window, long next) {
    this.clock = clock;
    this.window = window;
    this.next = next;
  }

  static ContentIds load(DuckDBConnection connection, Clock clock) throws SQLException {
    String sql =
        """
        SELECT coalesce(max(content_id), 0) AS last_id, coalesce(max(window_id), 0) AS last_window
        FROM contents
        """;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      Row row = new Row(result);
      row.next();
      return new ContentIds(
          clock, Math.toIntExact(row.number("last_window")), row.number("last_id") + 1);
    }
  }

  /** To be called before each transaction: forgets what one before it did not commit. */
  void begin() {
    uncommitted = new ContentIdTable();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!today.equals(day)) {
      startWindow();
      day = today;
    }
  }

  /** From now on refers to nothing that is stored already. */
  void startWindow() {
    window++;
    young = new ContentIdTable();
    old = new ContentIdTable();
  }

  int window() {
    return window;
  }

  /** The id of a piece; 0 when it is not known. */
  long find(long hash1, long hash2) {
    long id = young.get(hash1, hash2);
    if (id != 0) {
      return id;
    }
    id = uncommitted.get(hash1, hash2);
    if (id == 0) {
      id = old.get(hash1, hash2);
      if (id != 0) {
        young.put(hash1, hash2, id);
      }
    }
    return id;
  }

  /** A new id for a piece that is not known. */
  long add(long hash1, long hash2) {
    long id = next++;
    uncommitted.put(hash1, hash2, id);
    return id;
  }

  /** To be called when the transaction has been committed, and only then. */
  void committed() {
    uncommitted.forEach(young::put);
    uncommitted = new ContentIdTable();
    if (young.size() > MOST_OF_GENERATION) {
      old = young;
      young = new ContentIdTable();
    }
  }
}
