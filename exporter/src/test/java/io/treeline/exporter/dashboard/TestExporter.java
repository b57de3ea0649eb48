package io.treeline.exporter.dashboard;

import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.config.ExporterConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A whole exporter on free ports with a store of its own. */
final class TestExporter implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path data;
  private final RunningExporter running;

  TestExporter() throws IOException {
    data = Files.createTempDirectory("treeline-dashboard");
    running = ExporterMain.start(ExporterConfig.onFreePorts(data));
  }

  /** Address of the page; {@code relative} without a leading slash. */
  URI web(String relative) {
    return URI.create("http://127.0.0.1:" + running.webPort() + "/" + relative);
  }

  /** Sends a file of the test resources; it is durable when this returns. */
  void postFile(String name) throws IOException, InterruptedException {
    try (InputStream in = getClass().getResourceAsStream("/dashboard/" + name + ".otlp.json")) {
      post(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  void post(String otlpJson) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.httpPort() + "/v1/traces"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(otlpJson))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200
        || answer.body().replace("\"rejectedSpans\":\"0\"", "").contains("rejected")) {
      throw new IllegalStateException(
          "the exporter did not take the spans: HTTP %d, %s"
              .formatted(answer.statusCode(), answer.body()));
    }
  }

  @Override
  public void close() {
    running.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot remove " + data, e);
    }
  }
}
