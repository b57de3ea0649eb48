package io.treeline.exporter.store.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that make and change tables, for one server or for a cluster. On a cluster a table
 * {@code x} becomes {@code x_local} on every node, replicated within its shard, and a table {@code
 * x} that spreads rows over the shards as the comment {@code shard:} says.
 */
final class ClusterDdl {

  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS \\{database}\\.(\\w+)");
  private static final Pattern ENGINE = Pattern.compile("ENGINE = (\\w*MergeTree)\\(([^)]*)\\)");
  private static final Pattern SHARD = Pattern.compile("-- shard: (.+)");
  private static final Pattern LOCAL_DEDUPLICATION =
      Pattern.compile("\\s*SETTINGS non_replicated_deduplication_window = \\d+");
  private static final Pattern LOCAL_SETTING =
      Pattern.compile("MODIFY SETTING non_replicated_deduplication_window");
  private static final Pattern VIEW =
      Pattern.compile("CREATE MATERIALIZED VIEW IF NOT EXISTS \\{database}\\.(\\w+)");
  private static final Pattern ALTER = Pattern.compile("ALTER TABLE \\{database}\\.(\\w+)");
  private static final Pattern INDEX = Pattern.compile("(DROP|ADD|MATERIALIZE) INDEX ");
  private static final Pattern INSERT = Pattern.compile("INSERT INTO \\{database}\\.\\w+");
  private static final Pattern NAMED = Pattern.compile("(TO|FROM) \\{database}\\.(\\w+)");

  private final ClickHouseSettings settings;
  private final String database;

  ClusterDdl(ClickHouseSettings settings) {
    this.settings = settings;
    this.database = "`" + settings.database() + "`";
  }

  /** The table that a statement makes; empty when it makes none. */
  static Optional<String> nameOfTable(String statement) {
    Matcher table = TABLE.matcher(statement);
    return table.find() ? Optional.of(table.group(1)) : Optional.empty();
  }

  String database() {
    return "CREATE DATABASE IF NOT EXISTS " + database + onCluster();
  }

  /** What to run for one statement that makes a table or a view, alters a table or fills one. */
  List<String> table(String statement) {
    Matcher table = TABLE.matcher(statement);
    boolean isTable = table.find();
    if (settings.cluster() == null) {
      return List.of(put(isTable ? durable(statement) : statement));
    }
    if (isTable) {
      return tables(statement, table.group(1));
    }
    // Replicated tables know by themselves what was written before.
    if (LOCAL_SETTING.matcher(statement).find()) {
      return List.of();
    }
    Matcher alter = ALTER.matcher(statement);
    if (alter.find()) {
      String local = altered(alter, alter.group(1) + "_local");
      // What spreads rows has no index.
      return INDEX.matcher(statement).find()
          ? List.of(local)
          : List.of(local, altered(alter, alter.group(1)));
    }
    if (INSERT.matcher(statement).find()) {
      return List.of(put(statement));
    }
    // A view works on the node where the rows are, and into the table there.
    String local = NAMED.matcher(statement).replaceAll("$1 {database}.$2_local");
    return List.of(
        put(VIEW.matcher(local).replaceFirst("$0" + Matcher.quoteReplacement(onCluster()))));
  }

  /** Rows are in the local tables; the tables that spread them only pass columns on. */
  private String altered(Matcher alter, String table) {
    return put(
        alter.replaceFirst(
            Matcher.quoteReplacement("ALTER TABLE {database}." + table + onCluster())));
  }

  private List<String> tables(String statement, String name) {
    Matcher shard = SHARD.matcher(statement);
    if (!shard.find()) {
      throw new IllegalStateException("no comment says how table " + name + " is spread");
    }
    String local =
        TABLE
            .matcher(statement)
            .replaceFirst(
                Matcher.quoteReplacement(
                    "CREATE TABLE IF NOT EXISTS {database}." + name + "_local" + onCluster()));
    Matcher engine = ENGINE.matcher(local);
    if (!engine.find()) {
      throw new IllegalStateException("table " + name + " has no engine that can be replicated");
    }
    String arguments = engine.group(2).isEmpty() ? "" : ", " + engine.group(2);
    local =
        engine.replaceFirst(
            Matcher.quoteReplacement(
                "ENGINE = Replicated%s('/clickhouse/tables/{shard}/%s/%s', '{replica}'%s)"
                    .formatted(engine.group(1), settings.database(), name, arguments)));
    local = LOCAL_DEDUPLICATION.matcher(local).replaceFirst("");
    List<String> both = new ArrayList<>();
    both.add(put(durable(local)));
    both.add(
        put(
            "CREATE TABLE IF NOT EXISTS {database}.%1$s%2$s AS {database}.%1$s_local ENGINE = Distributed('%3$s', '%4$s', '%1$s_local', %5$s)"
                .formatted(
                    name,
                    onCluster(),
                    settings.cluster(),
                    settings.database(),
                    shard.group(1).strip())));
    return both;
  }

  /** The journal lets go of what a write has returned for: it must outlast a loss of power. */
  private static String durable(String statement) {
    return statement.stripTrailing()
        + (statement.contains("\nSETTINGS ") ? ", " : "\nSETTINGS ")
        + "fsync_after_insert = 1, fsync_part_directory = 1";
  }

  private String put(String statement) {
    return statement.replace("{database}", database);
  }

  private String onCluster() {
    return settings.cluster() == null ? "" : " ON CLUSTER `" + settings.cluster() + "`";
  }
}
