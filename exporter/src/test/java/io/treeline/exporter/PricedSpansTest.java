package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.bytes;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices, reported costs and estimates of spans sent to a whole exporter. */
class PricedSpansTest {

  private static final String TRACE = "c1".repeat(16);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void pricesFile_changes_laterSpansCostTheNewPriceAndEarlierOnesOnceRepriced() throws Exception {
    Path file = write("house-model,1\n");
    try (RunningExporter exporter = start(Map.of("prices-file", file.toString()))) {
      send(
          exporter,
          chat("00f067aa0ba90201", "house-model")
              .addAttributes(tokens("input", 1_000_000))
              .addAttributes(tokens("output", 0)));
      write("house-model,3\n");
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          get(exporter, "/api/v1/prices/check?model=house-model&input=1&output=0")
                              .path("totalUsd")
                              .asText())
                      .isEqualTo("0.000003"));
      send(
          exporter,
          chat("00f067aa0ba90202", "house-model")
              .addAttributes(tokens("input", 1_000_000))
              .addAttributes(tokens("output", 0)));

      Operation first = operation(exporter, "00f067aa0ba90201");
      assertThat(first.costUsd()).isEqualTo(BigDecimal.ONE);
      assertThat(first.costSource()).isEqualTo("prices-file:*/house-model");
      assertThat(operation(exporter, "00f067aa0ba90202").costUsd()).isEqualTo(new BigDecimal("3"));

      ObjectNode dry = reprice(exporter, "{\"model\": \"house-model\", \"dryRun\": true}");
      assertThat(dry.toString())
          .isEqualTo(
              "{\"dryRun\":true,\"sessions\":1,\"calls\":2,\"changed\":1,\"changes\":[{\"before\":"
                  + "\"prices-file:*/house-model\",\"after\":\"prices-file:*/house-model\","
                  + "\"calls\":1}]}");
      assertThat(operation(exporter, "00f067aa0ba90201").costUsd()).isEqualTo(BigDecimal.ONE);
      assertThat(reprice(exporter, "{\"to\": \"2000-01-01T00:00:00Z\"}").path("sessions").asInt())
          .isZero();
      assertThat(reprice(exporter, "{}")).isEqualTo(dry.put("dryRun", false));
      assertThat(operation(exporter, "00f067aa0ba90201").costUsd()).isEqualTo(new BigDecimal("3"));
      assertThat(get(exporter, "/api/v1/sessions/" + TRACE).path("costUsd").asText())
          .isEqualTo("6");
      assertThat(reprice(exporter, "{}").path("changed").asInt()).isZero();

      write("house-model,drei\n");
      await()
          .untilAsserted(
              () ->
                  assertThat(get(exporter, "/api/v1/prices").at("/lists/0/problem").asText())
                      .contains("line 2 (house-model): input_mtok must be dollars such as 2.50"));
    }
  }

  @Test
  void reportedCost_costSourceReported_counts() throws Exception {
    try (RunningExporter exporter = start(Map.of("cost-source", "reported"))) {
      send(
          exporter,
          chat("00f067aa0ba90201", "gpt-4o")
              .addAttributes(tokens("input", 1_000_000))
              .addAttributes(tokens("output", 0))
              .addAttributes(attribute("gen_ai.usage.cost", "0.5")));

      Operation operation = operation(exporter, "00f067aa0ba90201");
      assertThat(operation.costUsd()).isEqualTo(new BigDecimal("0.5"));
      assertThat(operation.costSource()).isEqualTo("reported:gen_ai.usage.cost");
    }
  }

  @Test
  void streamWithoutUsage_isEstimatedAndPriced() throws Exception {
    try (RunningExporter exporter = start(Map.of())) {
      send(exporter, withText(chat("00f067aa0ba90201", "gpt-4o")));

      Operation operation = operation(exporter, "00f067aa0ba90201");
      // 3 around the message, user 1, its text 6, 3 for the answer; the answer's text 7.
      assertThat(operation.usage()).isEqualTo(new TokenUsage(13L, 7L, null, null, null));
      assertThat(operation.usageSource()).isEqualTo("estimated:o200k_base");
      // 13 x 2.50 + 7 x 10
      assertThat(operation.costUsd()).isEqualTo(new BigDecimal("0.0001025"));
      assertThat(get(exporter, "/api/v1/sessions/" + TRACE).path("estimatedCalls").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void streamWithoutUsage_estimatesOff_isUnknown() throws Exception {
    try (RunningExporter exporter = start(Map.of("estimate-tokens", "false"))) {
      send(exporter, withText(chat("00f067aa0ba90201", "gpt-4o")));

      Operation operation = operation(exporter, "00f067aa0ba90201");
      assertThat(operation.usage()).isEqualTo(TokenUsage.UNKNOWN);
      assertThat(operation.costUsd()).isNull();
    }
  }

  private Path write(String rows) throws Exception {
    return Files.writeString(directory.resolve("prices.csv"), "model,input_mtok\n" + rows);
  }

  private RunningExporter start(Map<String, String> settings) {
    Map<String, String> flags = new HashMap<>(settings);
    flags.putAll(
        Map.of(
            "grpc-port", "0",
            "http-port", "0",
            "web-port", "0",
            "acknowledge", "stored",
            "data-dir", directory.resolve("data").toString()));
    return ExporterMain.start(ExporterConfig.read(null, Map.of(), flags));
  }

  private static Span.Builder chat(String id, String model) {
    return span(id)
        .setTraceId(bytes(TRACE))
        .addAttributes(attribute("gen_ai.operation.name", "chat"))
        .addAttributes(attribute("gen_ai.provider.name", "openai"))
        .addAttributes(attribute("gen_ai.request.model", model));
  }

  private static Span.Builder withText(Span.Builder span) {
    return span.addAttributes(
            attribute(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"tiktoken is"
                    + " great!\"}]}]"))
        .addAttributes(
            attribute(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"2 + 2 ="
                    + " 4\"}]}]"));
  }

  private static KeyValue tokens(String side, long count) {
    return attribute("gen_ai.usage." + side + "_tokens", Long.toString(count));
  }

  private static Operation operation(RunningExporter exporter, String span) {
    return exporter.store().reader().span(new SpanKey(TRACE, span)).orElseThrow().operation();
  }

  private static void send(RunningExporter exporter, Span.Builder span) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/traces"))
            .header("Content-Type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request(span).toByteArray()))
            .build();
    assertThat(CLIENT.send(post, HttpResponse.BodyHandlers.ofByteArray()).statusCode())
        .isEqualTo(200);
  }

  private static ObjectNode reprice(RunningExporter exporter, String body) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + exporter.webPort() + "/api/v1/prices/reprice"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = CLIENT.send(post, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (ObjectNode) new ObjectMapper().readTree(answer.body());
  }

  private static JsonNode get(RunningExporter exporter, String path) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.webPort() + path)).build();
    return new ObjectMapper()
        .readTree(CLIENT.send(get, HttpResponse.BodyHandlers.ofString()).body());
  }
}
