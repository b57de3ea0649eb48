package io.treeline.exporter.store.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.duckdb.DuckDBConnection;

/**
 * Tells of most traces that are not stored that they are not, without asking the engine: nearly
 * every trace that arrives is new. A Bloom filter: of a stored trace it never says so. Only the
 * writing thread uses it.
 */
final class TraceFilter {

  // 16 MB of bits: 8 million traces at one wrong "maybe" in two hundred. Beyond that, more
  // "maybe", which only costs the question that would be asked without it.
  private static final int LOG2_BITS = 27;
  private static final int HASHES = 4;

  private final long[] bits = new long[1 << (LOG2_BITS - 6)];

  /** A filter of the traces in the table. */
  static TraceFilter load(DuckDBConnection connection) throws SQLException {
    TraceFilter filter = new TraceFilter();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT trace_id FROM traces")) {
      Row row = new Row(result);
      while (row.next()) {
        filter.add(Ids.trace(row.traceId("trace_id")));
      }
    }
    return filter;
  }

  /** To be called before the trace can be in the table. */
  void add(UUID traceId) {
    long hash = hash(traceId);
    for (int i = 0; i < HASHES; i++) {
      bits[word(hash, i)] |= bit(hash, i);
    }
  }

  /** False when the trace is not stored for certain. */
  boolean mayHold(UUID traceId) {
    long hash = hash(traceId);
    for (int i = 0; i < HASHES; i++) {
      if ((bits[word(hash, i)] & bit(hash, i)) == 0) {
        return false;
      }
    }
    return true;
  }

  // Senders may count their ids up: all bits must matter to all bits.
  private static long hash(UUID id) {
    return mix(mix(id.getMostSignificantBits()) + id.getLeastSignificantBits());
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 29)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }

  private static long position(long hash, int i) {
    // An odd step, so that no two of a trace's positions fall together.
    return (hash + i * ((hash >>> 32) | 1)) & ((1L << LOG2_BITS) - 1);
  }

  private static int word(long hash, int i) {
    return (int) (position(hash, i) >>> 6);
  }

  private static long bit(long hash, int i) {
    return 1L << (position(hash, i) & 63);
  }
}
