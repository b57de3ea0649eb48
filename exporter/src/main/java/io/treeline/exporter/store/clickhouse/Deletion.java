package io.treeline.exporter.store.clickhouse;

/**
 * Takes rows of one project away, on every node that has them. They cannot be read any more when it
 * returns; their bytes go when the engine merges its files.
 */
final class Deletion {

  private final Engine engine;
  private final Tables tables;

  Deletion(Engine engine, Tables tables) {
    this.engine = engine;
    this.tables = tables;
  }

  /** Those of a table for which a condition holds, without subqueries. */
  void run(String table, String condition) {
    engine.execute(
        "DELETE FROM %s WHERE project = %s AND (%s)"
            .formatted(onNodes(table), tables.projectLiteral(), condition));
  }

  /** Sets columns of those of a table for which a condition holds. */
  void update(String table, String assignments, String condition) {
    engine.execute(
        "ALTER TABLE %s UPDATE %s WHERE project = %s AND (%s) SETTINGS mutations_sync = 2"
            .formatted(onNodes(table), assignments, tables.projectLiteral(), condition));
  }

  /** What is in front of a cluster's tables cannot be changed in place. */
  private String onNodes(String table) {
    String cluster = engine.settings().cluster();
    return cluster == null
        ? tables.named(table)
        : tables.named(table) + "_local ON CLUSTER `" + cluster + "`";
  }
}
