package io.treeline.exporter.store.clickhouse;

import io.treeline.exporter.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the database to the newest schema. Every step can be taken again and by several exporters
 * at once, as each is of statements that change nothing when they were run before.
 */
final class Schema {

  static final List<String> NAMES =
      List.of(
          "001_tables",
          "002_paths",
          "003_estimated_calls",
          "004_estimated_calls_of_places",
          "005_words_and_repetitions",
          "006_usage_of_agents");

  // The first one whose text index needs no setting.
  private static final int OLDEST_MAJOR = 26;
  private static final int OLDEST_MINOR = 2;
  static final String OLDEST = OLDEST_MAJOR + "." + OLDEST_MINOR;

  private static final Pattern VERSION = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");

  private Schema() {}

  /**
   * Runs the steps that were not taken.
   *
   * @throws StoreException when the engine cannot, or when the database is of a newer version
   */
  static void bring(Engine engine) {
    ClickHouseSettings settings = engine.settings();
    ClusterDdl ddl = new ClusterDdl(settings);
    refuseOld(
        settings,
        engine.read("SELECT version() AS version", row -> row.next() ? row.text("version") : ""));
    engine.execute(ddl.database());
    // When this one is there already, it tells how the others were made.
    ddl.table(
            """
            -- shard: 0
            CREATE TABLE IF NOT EXISTS {database}.schema_migrations (
              version UInt32, name String, applied DateTime DEFAULT now()
            ) ENGINE = ReplacingMergeTree()
            ORDER BY version\
            """)
        .forEach(engine::execute);
    refuseOtherLayout(engine);
    Set<Integer> taken = taken(engine);
    int newest = taken.isEmpty() ? 0 : ((TreeSet<Integer>) taken).last();
    if (newest > NAMES.size()) {
      throw new Engine.UnusableException(
          "%s was written by a newer version of Treeline (schema %d, this version knows %d): start that version, or name another store-clickhouse-database"
              .formatted(settings, newest, NAMES.size()),
          null);
    }
    for (int i = 0; i < NAMES.size(); i++) {
      if (!taken.contains(i + 1)) {
        take(engine, ddl, NAMES.get(i));
        engine.execute(
            "INSERT INTO `%s`.schema_migrations (version, name) VALUES (%d, '%s')"
                .formatted(settings.database(), i + 1, NAMES.get(i)));
      }
    }
  }

  /** What cannot be read as a version may be new. */
  static void refuseOld(ClickHouseSettings settings, String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.find()) {
      return;
    }
    int major = Integer.parseInt(numbers.group(1));
    if (major < OLDEST_MAJOR
        || (major == OLDEST_MAJOR && Integer.parseInt(numbers.group(2)) < OLDEST_MINOR)) {
      throw new Engine.UnusableException(
          "ClickHouse at %s is version %s, and %s or later is needed: upgrade it, or name another store-clickhouse-url"
              .formatted(settings, version, OLDEST),
          null);
    }
  }

  /** Tables of one server do not become those of a cluster by a setting, nor the other way. */
  private static void refuseOtherLayout(Engine engine) {
    ClickHouseSettings settings = engine.settings();
    String kind =
        engine.read(
            "SELECT engine FROM system.tables WHERE database = %s AND name = 'schema_migrations'"
                .formatted(Sql.text(settings.database())),
            row -> row.next() ? row.text("engine") : "none");
    if (kind.equals("Distributed") != (settings.cluster() != null)) {
      throw new Engine.UnusableException(
          "%s was made %s a cluster, and store-clickhouse-cluster is %s: set it as it was, or name another store-clickhouse-database"
              .formatted(
                  settings,
                  settings.cluster() == null ? "for" : "without",
                  settings.cluster() == null ? "none" : settings.cluster()),
          null);
    }
  }

  private static Set<Integer> taken(Engine engine) {
    return engine.read(
        "SELECT DISTINCT toInt64(version) AS version FROM `%s`.schema_migrations"
            .formatted(engine.settings().database()),
        row -> {
          Set<Integer> versions = new TreeSet<>();
          while (row.next()) {
            versions.add((int) row.number("version"));
          }
          return versions;
        });
  }

  private static void take(Engine engine, ClusterDdl ddl, String name) {
    for (String statement : statements(name)) {
      ddl.table(statement).forEach(engine::execute);
    }
  }

  /** Whether there is more to it than comments, which a server refuses. */
  private static boolean isStatement(String text) {
    return text.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--"));
  }

  /** Every table with rows of projects. */
  static List<String> tables() {
    return NAMES.stream()
        .flatMap(name -> statements(name).stream())
        .flatMap(statement -> ClusterDdl.nameOfTable(statement).stream())
        .toList();
  }

  /** The statements of a step, each with the comment before it. */
  static List<String> statements(String name) {
    try (InputStream in = Schema.class.getResourceAsStream(name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + ".sql");
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return java.util.Arrays.stream(all.split(";\\s*\\n")).filter(Schema::isStatement).toList();
    } catch (IOException e) {
      throw new IllegalStateException("resource " + name + ".sql cannot be read", e);
    }
  }
}
