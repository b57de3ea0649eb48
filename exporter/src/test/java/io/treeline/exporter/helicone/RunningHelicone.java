package io.treeline.exporter.helicone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/**
 * A whole exporter, spoken to as Helicone's clients do. Bodies of logs are those that the npm
 * package sends, with other times.
 */
final class RunningHelicone implements AutoCloseable {

  /** Times in logs are milliseconds after it: 2026-09-21T14:13:20Z. */
  static final long START_SECONDS = 1_790_000_000L;

  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  final RunningExporter exporter;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningHelicone(Path data) {
    exporter = ExporterMain.start(ExporterConfig.onFreePorts(data));
  }

  /** An id of a request; the npm package's users take UUIDs. */
  static String id(int number) {
    return "7d4bc7f0-8c4e-4b6e-9d2a-%012d".formatted(number);
  }

  /**
   * A log's body.
   *
   * @param response fields of {@code providerResponse}, without braces
   */
  static String body(
      String request, String response, String meta, long startMillis, long endMillis) {
    return """
        {"providerRequest": {"url": "custom-model-nopath", "json": %s, "meta": %s},
         "providerResponse": {"headers": {}, %s},
         "timing": {"startTime": {"seconds": %d, "milliseconds": %d},
                    "endTime": {"seconds": %d, "milliseconds": %d}}}
        """
        .formatted(
            request,
            meta,
            response,
            START_SECONDS + startMillis / 1000,
            startMillis % 1000,
            START_SECONDS + endMillis / 1000,
            endMillis % 1000);
  }

  /** Sends a log that must be kept. */
  void log(String body, String... headers) throws IOException, InterruptedException {
    HttpResponse<String> response = post("/custom/v1/log", body, headers);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok");
  }

  /** Sends a log. */
  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(exporter.httpPort(), path)))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer sk-helicone-test")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(UTF_8)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The whole answer to a query. */
  JsonNode ask(String method, String path, String body, int status)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(exporter.webPort(), path)))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer sk-helicone-test")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return JSON.readTree(response.body());
  }

  /** The data of an answer that must be good. */
  JsonNode query(String path, String body) throws IOException, InterruptedException {
    JsonNode answer = ask("POST", path, body, 200);
    assertThat(answer.path("error").isNull()).isTrue();
    return answer.get("data");
  }

  /** The error of an answer. */
  String error(String path, String body, int status) throws IOException, InterruptedException {
    JsonNode answer = ask("POST", path, body, status);
    assertThat(answer.path("data").isNull()).isTrue();
    return answer.get("error").asText();
  }

  /** The span of a log. */
  Span span(String requestId) {
    return exporter.store().reader().span(RequestId.span(requestId)).orElseThrow();
  }

  /** Two sessions of one name: a model call and a failing tool; one model call. And one of none. */
  void logTrips() throws IOException, InterruptedException {
    log(
        body(
            "{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\", \"content\": \"Where to?\"}]}",
            """
            "status": 200, "json": {"id": "chatcmpl-1", "object": "chat.completion",
              "model": "gpt-4o-mini-2024-07-18",
              "choices": [{"index": 0, "finish_reason": "stop",
                "message": {"role": "assistant", "content": "Rome"}}],
              "usage": {"prompt_tokens": 1200, "completion_tokens": 300, "total_tokens": 1500,
                "prompt_tokens_details": {"cached_tokens": 800}}}
            """,
            """
            {"Helicone-Session-Id": "trip-1", "Helicone-Session-Name": "Trip",
             "Helicone-Session-Path": "/trip", "Helicone-Request-Id": "%s",
             "Helicone-User-Id": "u-1", "Helicone-Property-Tier": "gold"}
            """
                .formatted(id(1)),
            0,
            500));
    log(
        body(
            "{\"_type\": \"tool\", \"toolName\": \"book_hotel\", \"input\": {\"city\": \"Rome\"}}",
            """
            "status": 200, "json": {"status": "error", "message": "no rooms", "_type": "tool",
              "toolName": "book_hotel"}
            """,
            """
            {"Helicone-Session-Id": "trip-1", "Helicone-Session-Name": "Trip",
             "Helicone-Session-Path": "/trip/hotel", "Helicone-Request-Id": "%s"}
            """
                .formatted(id(2)),
            1_000,
            3_500));
    log(
        body(
            "{\"model\": \"house-model\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}",
            "\"status\": 200, \"json\": {}, \"textBody\": \"Hi there\"",
            """
            {"Helicone-Session-Id": "trip-2", "Helicone-Session-Name": "Trip",
             "Helicone-Session-Path": "/trip", "Helicone-Request-Id": "%s"}
            """
                .formatted(id(3)),
            60_000,
            60_250));
    log(
        body(
            "{\"model\": \"house-model\"}",
            "\"status\": 429, \"json\": {\"error\": {\"type\": \"rate_limit\", \"message\": \"slow down\"}}",
            "{\"Helicone-Request-Id\": \"%s\"}".formatted(id(4)),
            90_000,
            90_100));
  }

  @Override
  public void close() {
    exporter.close();
  }
}
