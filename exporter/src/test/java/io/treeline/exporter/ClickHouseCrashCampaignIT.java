package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.clickhouse.ClickHouseServer;
import io.treeline.exporter.store.clickhouse.ClickHouseSpanStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link CrashCampaignIT} on ClickHouse: an exporter is killed again and again while clients
 * send, and in about every second round the engine too, at another moment; some exporters start
 * without it. Afterwards everything that was acknowledged is there, once. {@code
 * -Dtreeline.crash.clickhouse.kills=200} makes it long (about half a minute a kill on a busy
 * machine), {@code -Dtreeline.crash.seed=} repeats one.
 */
class ClickHouseCrashCampaignIT {

  private static final int KILLS = Integer.getInteger("treeline.crash.clickhouse.kills", 4);
  private static final long SEED = Long.getLong("treeline.crash.seed", System.nanoTime());

  @TempDir Path data;
  private final Path serverData = ClickHouseServer.temporaryData();
  private final Random random = new Random(SEED);
  private @Nullable ClickHouseServer server;
  private int port;
  private int serverKills;

  @Test
  void kills_ofExporterAndEngine_loseNothingAcknowledgedAndDoubleNothing() throws Exception {
    System.out.println("crash campaign on ClickHouse: " + KILLS + " kills, seed " + SEED);
    startServer();
    port = server().port();
    try (CrashLoad load = new CrashLoad()) {
      for (int round = 0; round < KILLS; round++) {
        round(round, load);
      }
      if (server == null) {
        startServer();
      }
      loadTheRest();
      int spans;
      try (SpanStore store = ClickHouseSpanStore.open(server().here("crash"), ProjectId.DEFAULT)) {
        spans = CrashCheck.everythingOnce(store, load.acknowledged());
      }
      System.out.println(
          "crash campaign on ClickHouse: %d requests acknowledged and found, with %d spans; %d kills of the exporter, %d of the engine"
              .formatted(load.count(), spans, KILLS, serverKills));
      assertThat(load.count()).isGreaterThan(KILLS);
      assertThat(serverKills).isPositive();
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  private void round(int round, CrashLoad load) throws Exception {
    boolean startsWithout = server == null && random.nextInt(3) == 0;
    if (server == null && !startsWithout) {
      startServer();
    }
    try (ForkedExporter exporter = startExporter()) {
      int before = load.count();
      int acknowledged = 1 + random.nextInt(60);
      List<Future<?>> clients = load.start(round, exporter.httpPort());
      if (startsWithout) {
        startServer();
      }
      await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(Duration.ofSeconds(30))
          .until(() -> load.count() >= before + acknowledged);
      // The last round's engine is killed for sure, so that it is in every campaign.
      if (random.nextBoolean() || round == KILLS - 1) {
        pause(random.nextInt(400));
        server().kill();
        server = null;
        serverKills++;
      }
      pause(random.nextInt(400));
      assertThat(exporter.kill()).as(exporter.output()).isEqualTo(128 + 9);
      for (Future<?> client : clients) {
        client.get(30, TimeUnit.SECONDS);
      }
      assertThat(load.refused()).as(exporter.output()).isZero();
    }
  }

  private void startServer() {
    server = ClickHouseServer.start(port, serverData);
  }

  private ClickHouseServer server() {
    return java.util.Objects.requireNonNull(server);
  }

  private ForkedExporter startExporter() throws Exception {
    return ForkedExporter.start(
        data,
        List.of(),
        "--store=clickhouse",
        "--store-clickhouse-url=http://127.0.0.1:" + port,
        "--store-clickhouse-database=crash");
  }

  private void loadTheRest() throws Exception {
    try (ForkedExporter exporter = startExporter()) {
      int web = exporter.webPort();
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> status(web).contains("\"journal_bytes_waiting\":0"));
      assertThat(status(web)).contains("\"journal_corrupt\":0", "\"journal_refused\":0");
      assertThat(exporter.stop()).isEqualTo(128 + 15);
    }
  }

  private static String status(int port) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/status"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The moment of a kill is chosen, not awaited. */
  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
