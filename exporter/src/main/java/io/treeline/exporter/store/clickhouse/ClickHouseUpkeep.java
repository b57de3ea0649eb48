package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.Upkeep;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Deletes what need not be kept. Every deletion rewrites parts of the engine's files, so steps are
 * large. Bytes are not bounded: settings refuse it, as all projects share the tables. Several
 * exporters may do it at once: what one has deleted the other does not find.
 */
final class ClickHouseUpkeep implements Upkeep {

  private static final int MOST_SESSIONS = 2_000;
  private static final int MOST_SPANS = 50_000;
  private static final int MOST_TEXTS = 50_000;
  private static final long BETWEEN_SWEEPS_NANOS = Duration.ofHours(6).toNanos();
  // Writers write a text again on the first use of a day: see ContentTexts.
  private static final String UNSEEN = "seen < now() - INTERVAL 2 DAY";
  private static final String SAID = "start_epoch_nanos < %d AND notEmpty(part_hashes)";

  private final Engine engine;
  private final Tables tables;
  private final CatchUp catchUp;
  private final DeleteSessions sessions;
  private final Deletion deletion;
  private long sweptNanos = System.nanoTime() - BETWEEN_SWEEPS_NANOS;

  ClickHouseUpkeep(Engine engine, Tables tables, CatchUp catchUp, Tokens tokens) {
    this.engine = engine;
    this.tables = tables;
    this.catchUp = catchUp;
    this.deletion = new Deletion(engine, tables);
    this.sessions = new DeleteSessions(engine, tables, deletion, tokens);
  }

  @Override
  public synchronized boolean deleteSession(String sessionId) {
    catchUp.run();
    return sessions.run(List.of(sessionId)).sessions() > 0;
  }

  @Override
  public synchronized Step retain(Limits limits, long nowEpochNanos) {
    if (limits.contentAge() != null) {
      forgetContent(nowEpochNanos, limits.contentAge());
    }
    if (limits.age() != null) {
      catchUp.run();
      List<String> old = before(nowEpochNanos - limits.age().toNanos());
      if (!old.isEmpty()) {
        DeleteSessions.Deleted deleted = sessions.run(old);
        return new Step(deleted.sessions(), deleted.spans(), false);
      }
    }
    sweep();
    return new Step(0, 0, true);
  }

  /** The oldest of those without a sign of life since, as many as one statement takes. */
  private List<String> before(long epochNanos) {
    return engine.read(
        tables
            .in(
                """
                SELECT session_id, spans FROM @sessions WHERE seen_until_epoch_nanos < %d
                ORDER BY seen_until_epoch_nanos, session_id LIMIT %d
                """)
            .formatted(epochNanos, MOST_SESSIONS),
        row -> {
          List<String> old = new ArrayList<>();
          long spans = 0;
          while (row.next()) {
            spans += row.number("spans");
            if (!old.isEmpty() && spans > MOST_SPANS) {
              break;
            }
            old.add(row.text("session_id"));
          }
          return old;
        });
  }

  /** A while after it is due, as it rewrites whole columns. */
  private void forgetContent(long nowEpochNanos, Duration age) {
    long due = nowEpochNanos - age.toNanos();
    long patience = Math.min(TimeUnit.DAYS.toNanos(1), age.toNanos() / 24);
    if (any("spans", SAID.formatted(due - patience))) {
      deletion.update("spans", "part_fields = [], part_hashes = []", SAID.formatted(due));
    }
    String logs = "epoch_nanos > 0 AND epoch_nanos < %d";
    if (any("span_logs", logs.formatted(due - patience))) {
      deletion.run("span_logs", logs.formatted(due));
    }
  }

  private boolean any(String table, String condition) {
    return engine.read(
        "SELECT 1 AS one FROM %s WHERE project = %s AND %s LIMIT 1"
            .formatted(tables.named(table), tables.projectLiteral(), condition),
        Row::next);
  }

  /** Texts that no span has any more. */
  private void sweep() {
    if (System.nanoTime() - sweptNanos < BETWEEN_SWEEPS_NANOS) {
      return;
    }
    List<String> unused;
    do {
      unused =
          engine.read(
              tables
                  .in(
                      """
                      SELECT DISTINCT lower(hex(hash)) AS id FROM @content
                      WHERE %s AND hash NOT IN (SELECT arrayJoin(part_hashes) FROM @spans)
                      LIMIT %d
                      """)
                  .formatted(UNSEEN, MOST_TEXTS),
              row -> {
                List<String> found = new ArrayList<>();
                while (row.next()) {
                  found.add(row.text("id"));
                }
                return found;
              });
      if (!unused.isEmpty()) {
        deletion.run("content", UNSEEN + " AND hash IN " + Sql.ids(unused));
      }
    } while (unused.size() == MOST_TEXTS);
    sweptNanos = System.nanoTime();
  }

  /** Of all projects together, as they share the tables; on the node that answers. */
  @Override
  public Size size() {
    return engine.read(
        "SELECT toInt64(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND database = "
            + Sql.text(engine.settings().database()),
        row -> {
          row.next();
          return new Size(row.number("bytes"), 0);
        });
  }

  /** The engine does it by itself. */
  @Override
  public boolean compact() {
    return false;
  }

  @Override
  public void backup(OutputStream out) {
    throw new UnsupportedOperationException(
        "spans are kept in ClickHouse, which makes its own copies: run BACKUP DATABASE `%s` there, see docs/operations.md"
            .formatted(engine.settings().database()));
  }
}
