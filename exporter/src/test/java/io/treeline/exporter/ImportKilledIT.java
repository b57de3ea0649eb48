package io.treeline.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.query.ExportRequest;
import io.treeline.exporter.query.FilterRequest;
import io.treeline.exporter.query.QueryService;
import io.treeline.exporter.query.SessionListRequest;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import io.treeline.exporter.store.duckdb.ParquetFiles;
import io.treeline.exporter.transfer.ExportFormat;
import io.treeline.exporter.transfer.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An exporter is killed with {@code kill -9} in the middle of an import. Nobody was told of
 * success; importing the same file once more gives exactly what was exported. The file is larger
 * than what any other request may be.
 */
class ImportKilledIT {

  private static final int SESSIONS = 30;
  private static final int SPANS = 150;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void kill_inTheMiddle_importedAgainIsWhatWasExported() throws Exception {
    Path file = directory.resolve("export.jsonl");
    List<SessionSummary> expected = export(file);
    assertThat(Files.size(file)).isGreaterThan(10L << 20);
    Path data = directory.resolve("data");

    try (ForkedExporter exporter = ForkedExporter.start(data, List.of())) {
      CompletableFuture<HttpResponse<String>> answer =
          http.sendAsync(request(exporter, file), HttpResponse.BodyHandlers.ofString());
      await().until(() -> sessions(exporter) >= 3);
      assertThat(exporter.kill()).isEqualTo(128 + 9);
      assertThat(answer.handle((done, fault) -> fault).join())
          .hasRootCauseInstanceOf(IOException.class);
    }
    try (ForkedExporter exporter = ForkedExporter.start(data, List.of())) {
      assertThat(sessions(exporter)).isBetween(3, SESSIONS - 1);

      HttpResponse<String> answer =
          http.send(request(exporter, file), HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode result = new ObjectMapper().readTree(answer.body());
      assertThat(result.path("spans").asInt()).isEqualTo(SESSIONS * SPANS);
      assertThat(result.path("complete").asBoolean()).isTrue();
      assertThat(exporter.stop()).isIn(0, 128 + 15);
    }
    try (SpanStore store = DuckDbSpanStore.open(data)) {
      assertThat(sessions(store)).isEqualTo(expected);
    }
  }

  private List<SessionSummary> export(Path file) throws IOException {
    try (SpanStore store = DuckDbSpanStore.open(directory.resolve("source"))) {
      for (int session = 0; session < SESSIONS; session++) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < SPANS; i++) {
          spans.add(
              TestSpans.llm("m")
                  .session("s-" + session)
                  .at(session * 1000L + i, session * 1000L + i + 1)
                  .tokens(3, 2)
                  .cost("0.001")
                  .messages("[\"" + "x".repeat(3_000) + session + " " + i + "\"]", "[1]")
                  .build());
        }
        store.writer().write(spans);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        new Exporter(new QueryService(store).exports(), new ParquetFiles())
            .write(
                new ExportRequest(FilterRequest.ALL, null, null, null),
                true,
                ExportFormat.JSONL,
                out);
      }
      return sessions(store);
    }
  }

  private static List<SessionSummary> sessions(SpanStore store) {
    return new QueryService(store)
        .sessions(new SessionListRequest(FilterRequest.ALL, "startTime", "1000", null))
        .sessions();
  }

  private static HttpRequest request(ForkedExporter exporter, Path file) throws Exception {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + exporter.webPort() + "/api/v1/import"))
        .header("content-type", "application/octet-stream")
        .POST(HttpRequest.BodyPublishers.ofFile(file))
        .build();
  }

  private int sessions(ForkedExporter exporter) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + exporter.webPort() + "/api/v1/sessions?limit=1000"))
            .build();
    String body = http.send(get, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body).path("sessions").size();
  }
}
