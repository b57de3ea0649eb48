package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what hangs on all spans of a trace or session up to date with the spans that were written,
 * here or by another exporter. Every reader of such numbers calls it first: what it does not find
 * changed costs one question. Doing it twice, or in two exporters at once, is harmless.
 *
 * <p>Changes become visible in about the order of their times. What lies further back than {@link
 * #MARGIN_MICROS} is taken to be complete; what is nearer is looked at every time, by the id of the
 * change.
 */
final class CatchUp {

  private static final Logger logger = LoggerFactory.getLogger(CatchUp.class);
  private static final long MARGIN_MICROS = 30_000_000;
  private static final long BETWEEN_WATERMARKS_MICROS = 60_000_000;
  private static final int TRACES_AT_ONCE = 2_000;

  private final Engine engine;
  private final Tables tables;
  private final RefreshSessions refresh;
  private final Set<String> done = new HashSet<>();
  private long watermark = -1;
  private long keptWatermark;

  CatchUp(Engine engine, Tables tables, RefreshSessions refresh) {
    this.engine = engine;
    this.tables = tables;
    this.refresh = refresh;
  }

  /**
   * Returns when everything is worked out that was written before the call.
   *
   * @throws StoreException when the engine cannot do it now
   */
  synchronized void run() {
    if (watermark < 0) {
      watermark = loadWatermark();
    }
    long now = engine.clock();
    Set<String> open = new LinkedHashSet<>();
    engine.read(
        tables.in("SELECT DISTINCT toString(change_id) AS change FROM @trace_changes")
            + " WHERE changed >= fromUnixTimestamp64Micro(%d)".formatted(watermark),
        row -> {
          while (row.next()) {
            open.add(row.text("change"));
          }
          return open.size();
        });
    List<String> fresh = open.stream().filter(change -> !done.contains(change)).toList();
    if (!fresh.isEmpty()) {
      workOut(fresh);
    }
    // What is not found any more lies behind the watermark.
    done.retainAll(open);
    done.addAll(fresh);
    advance(now - MARGIN_MICROS);
  }

  private void workOut(List<String> changes) {
    List<String> traces = new ArrayList<>();
    engine.read(
        tables.in("SELECT DISTINCT lower(hex(trace_id)) AS trace FROM @trace_changes")
            + " WHERE changed >= fromUnixTimestamp64Micro(%d) AND change_id IN %s"
                .formatted(watermark, Sql.texts(changes)),
        row -> {
          while (row.next()) {
            traces.add(row.text("trace"));
          }
          return traces.size();
        });
    for (int from = 0; from < traces.size(); from += TRACES_AT_ONCE) {
      refresh.run(traces.subList(from, Math.min(traces.size(), from + TRACES_AT_ONCE)));
    }
  }

  private void advance(long to) {
    if (to <= watermark) {
      return;
    }
    watermark = to;
    // Kept now and then only: whoever starts anew looks at a little more than it had to.
    if (watermark - keptWatermark > BETWEEN_WATERMARKS_MICROS) {
      try {
        engine.execute(
            "INSERT INTO %s (project, worked_out) SELECT %s, fromUnixTimestamp64Micro(%d)"
                .formatted(tables.named("watermarks"), tables.projectLiteral(), watermark));
      } catch (StoreException e) {
        // A server that takes nothing now, as its disk is full, answers what it has all the same.
        logger.debug("the watermark is kept another time", e);
      }
      keptWatermark = watermark;
    }
  }

  private long loadWatermark() {
    long kept =
        engine.read(
            tables.in("SELECT toUnixTimestamp64Micro(max(worked_out)) AS at FROM @watermarks"),
            row -> {
              Long at = row.next() ? row.numberOrNull("at") : null;
              return at == null ? 0 : Math.max(0, at);
            });
    keptWatermark = kept;
    return kept;
  }
}
