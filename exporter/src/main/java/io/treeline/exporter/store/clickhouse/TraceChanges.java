package io.treeline.exporter.store.clickhouse;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Notes which traces were written to. */
final class TraceChanges {

  private static final List<String> COLUMNS = List.of("project", "change_id", "trace_id");

  private final Engine engine;
  private final Tables tables;

  TraceChanges(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** To be called after what changed can be read: the engine's clock then says when. */
  void add(Collection<String> traceIds) {
    UUID change = UUID.randomUUID();
    Rows rows = new Rows();
    for (String trace : traceIds) {
      rows.text(tables.project().name()).uuid(change).id(trace).end();
    }
    engine.insert(tables.named("trace_changes"), COLUMNS, rows, null);
  }
}
