package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.query.QueryService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies of Helicone's manual logger, by HTTP to a whole exporter, in any order and twice: {@code
 * corpus/helicone-log/<case>.logs.json}. The expected numbers are worked out by hand.
 */
class HeliconeCorpusTest {

  private static final Path CASES =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/corpus/helicone-log");
  private static final String SENT = ".logs.json";

  @TempDir Path data;

  @Test
  void cases_areThreeAtLeast() throws IOException {
    assertThat(cases())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "agent-with-tools.logs.json",
            "anthropic-stream-by-headers.logs.json",
            "google-and-bedrock-usage.logs.json");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void logs_inAnyOrderAndTwice_areReadAsExpected(long seed) throws Exception {
    List<JsonNode> logs = new ArrayList<>();
    for (Path file : cases()) {
      CorpusCase.MAPPER.readTree(file.toFile()).path("logs").forEach(logs::add);
    }
    if (seed > 0) {
      logs.addAll(List.copyOf(logs));
      Collections.shuffle(logs, new Random(seed));
    }

    try (RunningExporter exporter = ExporterMain.start(ExporterConfig.onFreePorts(data))) {
      for (JsonNode log : logs) {
        send(exporter.httpPort(), log);
      }
      for (Path file : cases()) {
        TreeSet<String> sessions = new TreeSet<>();
        JsonNode sent = CorpusCase.MAPPER.readTree(file.toFile());
        sent.path("sessions").forEach(id -> sessions.add(id.asText()));
        JsonNode answer = CorpusAnswers.of(new QueryService(exporter.store()), sessions);
        Path expected = Path.of(file.toString().replace(SENT, ".expected.json"));
        if (Boolean.getBoolean("treeline.corpus.write")) {
          Files.writeString(expected, answer.toPrettyString() + "\n");
        }
        assertThat(answer.toPrettyString())
            .isEqualTo(CorpusCase.MAPPER.readTree(expected.toFile()).toPrettyString());
      }
    }
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(file -> file.toString().endsWith(SENT)).sorted().toList();
    }
  }

  private static void send(int port, JsonNode log) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + log.path("path").asText()))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer sk-helicone-test")
            .POST(HttpRequest.BodyPublishers.ofString(log.path("body").toString()));
    log.path("headers")
        .properties()
        .forEach(h -> request.header(h.getKey(), h.getValue().asText()));
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
