package io.treeline.exporter.store.duckdb;

import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Brings a database file to the newest schema. Each migration is one numbered resource, run once in
 * a transaction of its own and recorded in {@code schema_migrations}.
 */
final class Migrations {

  private static final List<String> NAMES =
      List.of(
          "001_spans.sql",
          "002_scores.sql",
          "003_span_details.sql",
          "004_corrections.sql",
          "005_span_logs.sql",
          "006_outcomes.sql",
          "007_paths.sql",
          "008_contents.sql",
          "009_estimated_calls.sql",
          "010_analysis_turns.sql",
          "011_estimated_calls_of_places.sql",
          "012_kept_facts.sql",
          "013_usage_of_agents.sql",
          "014_paths_of_requests.sql");

  /** What a migration does after its statements. */
  private interface Step {
    void run(DuckDBConnection connection) throws SQLException;
  }

  private static final Map<String, Step> STEPS =
      Map.of("008_contents.sql", MoveContent::run, "012_kept_facts.sql", KeepFacts::run);

  private Migrations() {}

  /** Of all migrations, in order. */
  static List<String> names() {
    return NAMES;
  }

  static void run(DuckDBConnection connection, String file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS schema_migrations (
            version INTEGER PRIMARY KEY,
            name VARCHAR NOT NULL,
            applied_at TIMESTAMP NOT NULL
          )
          """);
      int version = version(statement);
      if (version > NAMES.size()) {
        throw new StoreException(
            file
                + " was written by a newer Treeline: its schema has version "
                + version
                + ", this one knows versions up to "
                + NAMES.size()
                + ". Start that newer Treeline, or choose another data directory.");
      }
      if (version == 0) {
        // One commit in place of many: each waits for the disk.
        inTransaction(statement, () -> applyFrom(0, connection, statement));
      } else {
        for (int i = version; i < NAMES.size(); i++) {
          int from = i;
          inTransaction(statement, () -> apply(connection, statement, from + 1, NAMES.get(from)));
        }
      }
    }
  }

  private static void applyFrom(int version, DuckDBConnection connection, Statement statement)
      throws SQLException {
    for (int i = version; i < NAMES.size(); i++) {
      apply(connection, statement, i + 1, NAMES.get(i));
    }
  }

  /** Some of the work of bringing a file to the newest schema. */
  private interface Work {
    void run() throws SQLException;
  }

  private static void inTransaction(Statement statement, Work work) throws SQLException {
    statement.execute("BEGIN TRANSACTION");
    try {
      work.run();
      statement.execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      statement.execute("ROLLBACK");
      throw e;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet result =
        statement.executeQuery(
            "SELECT coalesce(max(version), 0) AS version FROM schema_migrations")) {
      Row row = new Row(result);
      row.next();
      return Math.toIntExact(row.number("version"));
    }
  }

  private static void apply(
      DuckDBConnection connection, Statement statement, int version, String name)
      throws SQLException {
    try {
      statement.execute(resource(name));
      Step step = STEPS.get(name);
      if (step != null) {
        step.run(connection);
      }
      statement.execute(
          "INSERT INTO schema_migrations (version, name, applied_at) VALUES (%d, '%s', now()::TIMESTAMP)"
              .formatted(version, name));
    } catch (SQLException | RuntimeException e) {
      throw new SQLException("migration " + name + " failed: " + e.getMessage(), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("resource " + name + " cannot be read", e);
    }
  }
}
