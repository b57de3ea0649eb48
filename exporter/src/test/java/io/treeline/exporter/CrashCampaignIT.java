package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

  @TempDir Path data;

  @Test
  void kills_atRandomMoments_loseNothingAcknowledgedAndDoubleNothing() throws Exception {
    Random random = new Random(SEED);
    System.out.println("crash campaign: " + KILLS + " kills, seed " + SEED);
    try (CrashLoad load = new CrashLoad()) {
      int starting = 0;
      for (int round = 0; round < KILLS; round++) {
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
      loadTheRest();
      int spans = check(load.acknowledged());
      System.out.println(
          "crash campaign: %d requests acknowledged and found, with %d spans; %d kills while starting"
              .formatted(load.count(), spans, starting));
      assertThat(load.count()).isGreaterThan(KILLS);
    }
  }

  private void loadTheRest() throws Exception {
    try (ForkedExporter exporter = ForkedExporter.start(data, List.of())) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:"
                                  + exporter.webPort()
                                  + "/api/v1/status?consistency=read-your-writes"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .contains(
              "\"journal_bytes_waiting\":0", "\"journal_corrupt\":0", "\"journal_refused\":0");
      assertThat(exporter.stop()).isEqualTo(128 + 15);
    }
  }

  /** How many spans were found. */
  private int check(Map<String, List<Integer>> acknowledged) {
    int found = 0;
    try (SpanStore store = DuckDbSpanStore.open(data)) {
      for (Map.Entry<String, List<Integer>> entry : acknowledged.entrySet()) {
        String session = entry.getKey();
        List<SpanKey> spans =
            store.reader().spansOf(session, false).stream().map(Span::key).toList();
        Set<SpanKey> distinct = new HashSet<>(spans);
        assertThat(spans).as("spans of %s", session).hasSize(distinct.size());
        List<LogRecord> logs = store.reader().logsOf(session);
        assertThat(logs).as("logs of %s", session).doesNotHaveDuplicates();
        List<Score> scores = store.scores().scoresOf(session, true);
        assertThat(scores).as("scores of %s", session).doesNotHaveDuplicates();
        long manual = store.reader().spansOf(session + "-manual", false).size();
        if (!spans.isEmpty()) {
          assertThat(store.reader().session(session).orElseThrow().spans()).isEqualTo(spans.size());
        }
        for (int number : entry.getValue()) {
          checkFound(session, number, distinct, logs, scores);
        }
        long manualSent = entry.getValue().stream().filter(n -> kind(n, "manual")).count();
        // One more may have been kept without its answer having come back.
        assertThat(manual).as("manual logs of %s", session).isBetween(manualSent, manualSent + 1);
        found += spans.size();
      }
    }
    return found;
  }

  private static void checkFound(
      String session, int number, Set<SpanKey> spans, List<LogRecord> logs, List<Score> scores) {
    if (kind(number, "span")) {
      for (int i = 0; i < CrashLoad.SPANS; i++) {
        assertThat(spans)
            .contains(new SpanKey(CrashLoad.trace(session, number), CrashLoad.spanId(i)));
      }
    } else if (kind(number, "log")) {
      SpanKey key = new SpanKey(CrashLoad.trace(session, number - 1), CrashLoad.spanId(0));
      assertThat(logs).filteredOn(log -> log.key().equals(key)).hasSize(1);
      assertThat(scores)
          .filteredOn(
              score ->
                  key.traceId().equals(score.target().traceId())
                      && key.spanId().equals(score.target().spanId()))
          .hasSize(1);
    }
  }

  private static boolean kind(int number, String kind) {
    return CrashLoad.kind(number).equals(kind);
  }

  /** The moment of a kill is chosen, not awaited. */
  private static void pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
