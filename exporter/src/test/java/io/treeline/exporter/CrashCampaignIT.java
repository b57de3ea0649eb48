package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An exporter is killed with {@code kill -9} at random moments, again and again, while clients
 * send; afterwards everything that was acknowledged is there, once. {@code
 * -Dtreeline.crash.kills=200} makes it long, {@code -Dtreeline.crash.seed=} repeats one.
 */
class CrashCampaignIT {

  private static final int KILLS = Integer.getInteger("treeline.crash.kills", 20);
  private static final long SEED = Long.getLong("treeline.crash.seed", System.nanoTime());

  /** Exporters beside each other, as most of a round is waiting for a start. */
  private static final int SIDE_BY_SIDE = 2;

  @TempDir Path directory;

  @Test
  void kills_atRandomMoments_loseNothingAcknowledgedAndDoubleNothing() throws Exception {
    System.out.println("crash campaign: " + KILLS + " kills, seed " + SEED);
    ExecutorService campaigns = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        int number = i;
        running.add(
            campaigns.submit(
                () -> {
                  int kills = (KILLS + number) / SIDE_BY_SIDE;
                  campaign(directory.resolve("data-" + number), kills, new Random(SEED + number));
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      campaigns.shutdownNow();
    }
  }

  private static void campaign(Path data, int kills, Random random) throws Exception {
    try (CrashLoad load = new CrashLoad()) {
      int starting = 0;
      for (int round = 0; round < kills; round++) {
        try (ForkedExporter exporter = ForkedExporter.start(data, List.of())) {
          if (random.nextInt(4) == 0) {
            // While it starts and loads what the one before it left.
            starting++;
            pause(300 + random.nextInt(1200));
            assertThat(exporter.kill()).as(exporter.output()).isEqualTo(128 + 9);
            continue;
          }
          int before = load.count();
          int acknowledged = 1 + random.nextInt(60);
          List<Future<?>> clients = load.start(round, exporter.httpPort());
          await()
              .pollInterval(Duration.ofMillis(2))
              .atMost(Duration.ofSeconds(30))
              .until(() -> load.count() >= before + acknowledged);
          pause(random.nextInt(300));
          assertThat(exporter.kill()).as(exporter.output()).isEqualTo(128 + 9);
          for (Future<?> client : clients) {
            client.get(30, TimeUnit.SECONDS);
          }
          assertThat(load.refused()).as(exporter.output()).isZero();
        }
      }
      loadTheRest(data);
      int spans = check(data, load.acknowledged());
      System.out.println(
          "crash campaign: %d requests acknowledged and found, with %d spans; %d kills while starting"
              .formatted(load.count(), spans, starting));
      assertThat(load.count()).isGreaterThan(kills);
    }
  }

  private static void loadTheRest(Path data) throws Exception {
    try (ForkedExporter exporter = ForkedExporter.start(data, List.of())) {
      HttpRequest status =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:"
                          + exporter.webPort()
                          + "/api/v1/status?consistency=read-your-writes"))
              .build();
      HttpClient client = HttpClient.newHttpClient();
      // A question waits 10 s at most; what two hundred killed exporters left may take longer.
      HttpResponse<String> answer =
          await()
              .atMost(Duration.ofMinutes(2))
              .until(
                  () -> client.send(status, HttpResponse.BodyHandlers.ofString()),
                  each -> each.statusCode() != 503);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .contains(
              "\"journal_bytes_waiting\":0", "\"journal_corrupt\":0", "\"journal_refused\":0");
      assertThat(exporter.stop()).isEqualTo(128 + 15);
    }
  }

  /** How many spans were found. */
  private static int check(Path data, Map<String, List<Integer>> acknowledged) {
    try (SpanStore store = DuckDbSpanStore.open(data)) {
      return CrashCheck.everythingOnce(store, acknowledged);
    }
  }

  /** The moment of a kill is chosen, not awaited. */
  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
