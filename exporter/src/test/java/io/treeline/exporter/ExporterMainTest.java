package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.receive.PortUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole exporter on its real store. */
class ExporterMainTest {

  private static final SpanKey KEY = new SpanKey(OtlpRequests.TRACE_ID, "00f067aa0ba902b7");

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path data;

  @Test
  void start_spanIn_isAnsweredAndStillThereAfterRestart() throws Exception {
    ExporterConfig config = ExporterConfig.onFreePorts(data);
    try (RunningExporter exporter = ExporterMain.start(config)) {
      HttpResponse<byte[]> response =
          post(exporter, span(KEY.spanId()).addAttributes(attribute("session.id", "order-4711")));
      JsonNode session = get(exporter, "/api/v1/sessions/order-4711");
      JsonNode status = get(exporter, "/api/v1/status");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(session.get("spans").intValue()).isEqualTo(1);
      assertThat(session.get("sessionIdSource").textValue()).isEqualTo("session_key");
      assertThat(status.at("/received/spans_stored").intValue()).isEqualTo(1);
      assertThat(exporter.telemetry().spansStored()).isEqualTo(1);
    }

    try (RunningExporter exporter = ExporterMain.start(config)) {
      assertThat(exporter.store().reader().span(KEY))
          .map(Span::name)
          .contains("work 00f067aa0ba902b7");
    }
  }

  @Test
  void post_tenMegabyteAttribute_isKeptCut() throws Exception {
    try (RunningExporter exporter = ExporterMain.start(ExporterConfig.onFreePorts(data))) {
      HttpResponse<byte[]> response =
          post(exporter, span(KEY.spanId()).addAttributes(attribute("big", "x".repeat(10 << 20))));

      assertThat(response.statusCode()).isEqualTo(200);
      Span stored = exporter.store().reader().span(KEY).orElseThrow();
      assertThat(stored.attributes().get("big").textValue())
          .isEqualTo("x".repeat(1 << 20) + "… [cut: 10485760 bytes, limit 1048576]");
    }
  }

  @Test
  void post_storeIsClosed_isKeptInTheJournalForTheNextStart() throws Exception {
    ExporterConfig config =
        ExporterConfig.read(
            null,
            Map.of(),
            Map.of(
                "grpc-port", "0",
                "http-port", "0",
                "web-port", "0",
                "shutdown-timeout", "1ms",
                "data-dir", data.toString()));
    try (RunningExporter exporter = ExporterMain.start(config)) {
      exporter.store().close();

      HttpResponse<byte[]> response = post(exporter, span(KEY.spanId()));

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("treeline-journal-position")).isPresent();
      assertThat(exporter.telemetry().spansStored()).isZero();
    }

    try (RunningExporter exporter = ExporterMain.start(config)) {
      await().until(() -> exporter.store().reader().span(KEY).isPresent());
    }
  }

  @Test
  void start_portInUse_saysWhichAndWhatToSetAndGivesEverythingBack() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      for (String key : new String[] {"grpc-port", "http-port", "web-port"}) {
        ExporterConfig config =
            ExporterConfig.read(
                null,
                Map.of(
                    "TREELINE_EXPORTER_GRPC_PORT", "0",
                    "TREELINE_EXPORTER_HTTP_PORT", "0",
                    "TREELINE_EXPORTER_WEB_PORT", "0"),
                Map.of("data-dir", data.toString(), key, Integer.toString(taken.getLocalPort())));

        assertThatThrownBy(() -> ExporterMain.start(config))
            .isInstanceOf(PortUnavailableException.class)
            .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort())
            .hasMessageContaining("--" + key);
      }
    }

    // The store's file was let go each time.
    ExporterMain.start(ExporterConfig.onFreePorts(data)).close();
  }

  private HttpResponse<byte[]> post(
      RunningExporter exporter, io.opentelemetry.proto.trace.v1.Span.Builder span)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/traces"))
            .header("content-type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request(span).toByteArray()))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private JsonNode get(RunningExporter exporter, String path) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.webPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }
}
