package io.treeline.exporter.store.duckdb;

/**
 * What the engine may use.
 *
 * @param memoryBytes most memory, outside of the Java heap; beyond it, queries use a temporary
 *     directory beside the database
 * @param threads most threads of one query; never more are used than there are processors
 */
public record DuckDbSettings(long memoryBytes, int threads) {

  /** For reading on the command line, and for tests. */
  public static final DuckDbSettings DEFAULT = new DuckDbSettings(1L << 30, 4);

  /** Threads that there are processors for. */
  int usableThreads() {
    return Math.min(threads, Runtime.getRuntime().availableProcessors());
  }
}
