package io.treeline.exporter.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = SECONDS)
class LiveFeedTest {

  @Test
  void publish_manyChangesAtOnce_oneEventWithEachSessionOnce(@TempDir Path directory)
      throws Exception {
    try (RunningApi api = new RunningApi(directory);
        BufferedReader events = subscribe(api)) {
      for (int i = 0; i < 100; i++) {
        api.live.publish(List.of("one", "two \"quoted\"\n"));
      }

      assertThat(events.readLine()).isEqualTo("event: changed");
      JsonNode data = new ObjectMapper().readTree(events.readLine().substring("data: ".length()));
      assertThat(data)
          .isEqualTo(
              new ObjectMapper()
                  .readTree("{\"sessionIds\": [\"one\", \"two \\\"quoted\\\"\\n\"]}"));
      assertThat(events.readLine()).isEmpty();

      api.live.publish(List.of("three"));

      assertThat(events.readLine()).isEqualTo("event: changed");
      assertThat(events.readLine()).isEqualTo("data: {\"sessionIds\":[\"three\"]}");
    }
  }

  @Test
  void publish_subscriberDoesNotRead_isDropped(@TempDir Path directory) throws Exception {
    LiveFeed live = new LiveFeed(1);
    List<String> ids =
        IntStream.range(0, LiveFeed.MAX_IDS_PER_EVENT).mapToObj(i -> "x".repeat(500) + i).toList();
    try (RunningApi api = new RunningApi(directory, live);
        Socket socket = new Socket("127.0.0.1", api.port())) {
      String request = "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> live.subscribers() == 1);

      await()
          .atMost(60, SECONDS)
          .until(
              () -> {
                live.publish(ids);
                return live.subscribers() == 0;
              });
      assertThat(api.get("/api/v1/status").at("/store/healthy").asBoolean()).isTrue();
    }
  }

  /** Past the first lines. */
  private static BufferedReader subscribe(RunningApi api) throws Exception {
    HttpResponse<java.io.InputStream> response =
        api.client.send(
            api.request("/api/v1/live").build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    BufferedReader events =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    assertThat(events.readLine()).isEqualTo("retry: 2000");
    assertThat(events.readLine()).isEmpty();
    await().until(() -> api.live.subscribers() == 1);
    return events;
  }
}
