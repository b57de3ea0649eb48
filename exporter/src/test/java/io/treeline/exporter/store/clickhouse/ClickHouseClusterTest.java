package io.treeline.exporter.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.CountedSpansContract;
import io.treeline.exporter.store.FindSessionsContract;
import io.treeline.exporter.store.LogsContract;
import io.treeline.exporter.store.MembershipContract;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.StoreException;
import io.treeline.exporter.store.Stores;
import io.treeline.exporter.store.StoresContract;
import io.treeline.exporter.store.UpkeepContract;
import io.treeline.exporter.store.WritingContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Part of the contract on a cluster's tables: distributed ones in front of those with the rows, on
 * the one shard that the engine can be to itself. Neither other shards nor replicas nor the queue
 * of statements for all nodes are in it; what is said to them is parsed.
 */
class ClickHouseClusterTest {

  private static final String LONG = "-Dtreeline.test.cluster=all runs the rest of the contract";

  private static ClickHouseServer server;

  private final ProjectId project = new ProjectId(TestSpans.random("p").toLowerCase(Locale.ROOT));

  @BeforeAll
  static void start() {
    server = ClickHouseServer.startCluster("grove");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ClickHouseSettings settings() {
    ClickHouseSettings one = server.here();
    return new ClickHouseSettings(
        one.url(), one.user(), one.password(), one.database(), "grove", one.timeout());
  }

  private SpanStore open() {
    return ClickHouseSpanStore.open(settings(), project);
  }

  @Test
  void statements_onACluster_replicateEveryTableAndParse() {
    ClusterDdl ddl =
        new ClusterDdl(
            new ClickHouseSettings(
                URI.create("http://localhost"), "u", "", "traces", "grove", Duration.ofSeconds(1)));
    Engine engine = new Engine(server.here("alone"));
    int tables = 0;
    for (String name : Schema.NAMES) {
      for (String statement : Schema.statements(name)) {
        List<String> both = ddl.table(statement);
        for (String one : both) {
          // Parsed by the engine itself, comments and all.
          String formatted =
              engine.read(
                  "SELECT formatQuery(" + Sql.text(one) + ") AS query",
                  row -> {
                    assertThat(row.next()).isTrue();
                    return row.text("query");
                  });
          // Rows are added in one place and spread from there.
          assertThat(formatted.contains("ON CLUSTER grove"))
              .as(one)
              .isNotEqualTo(formatted.contains("INSERT INTO"));
        }
        if (ClusterDdl.nameOfTable(statement).isPresent()) {
          assertThat(both).hasSize(2);
          tables++;
          assertThat(both.get(0)).containsPattern("Replicated\\w*MergeTree\\('/clickhouse/tables/");
          assertThat(both.get(1)).contains("ENGINE = Distributed('grove', 'traces', '");
        }
      }
    }
    assertThat(tables).isEqualTo(Schema.tables().size());
    engine.close();
  }

  @Test
  void cluster_ofADatabaseMadeWithout_isRefused() {
    ClickHouseSettings alone = server.here("lonely");
    ClickHouseSpanStore.open(alone, project).close();
    ClickHouseSettings spread =
        new ClickHouseSettings(alone.url(), "default", "", "lonely", "grove", alone.timeout());

    assertThatThrownBy(() -> ClickHouseStores.open(spread, 9))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(
            "lonely was made without a cluster, and store-clickhouse-cluster is grove");
  }

  @Nested
  @EnabledIfSystemProperty(named = "treeline.test.cluster", matches = "all", disabledReason = LONG)
  class Writing extends WritingContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "treeline.test.cluster", matches = "all", disabledReason = LONG)
  class Logs extends LogsContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Membership extends MembershipContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "treeline.test.cluster", matches = "all", disabledReason = LONG)
  class FindSessions extends FindSessionsContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  @EnabledIfSystemProperty(named = "treeline.test.cluster", matches = "all", disabledReason = LONG)
  class CountedSpans extends CountedSpansContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Upkeep extends UpkeepContract {
    @Override
    protected SpanStore newStore() {
      return open();
    }
  }

  @Nested
  class Projects extends StoresContract {
    @Override
    protected Stores newStores(int maxProjects) {
      return new ClickHouseStores(settings(), maxProjects);
    }
  }
}
