package io.treeline.exporter.store.duckdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The traces written to last, as committed. Only the writing thread uses it, and nobody else writes
 * the table, so it is never out of date.
 */
final class TraceCache extends LinkedHashMap<UUID, TraceState> {

  private static final int MOST = 50_000;

  TraceCache() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<UUID, TraceState> eldest) {
    return size() > MOST;
  }
}
