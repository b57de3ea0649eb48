package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.START;
import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.bytes;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.store.SessionRow;
import io.treeline.exporter.store.SpanReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could pass one part and be refused by the next, sent to a whole exporter. */
class SeamsTest {

  private static final String FIRST = "00f067aa0ba90201";
  private static final String SECOND = "00f067aa0ba90202";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path data;
  private static RunningExporter exporter;

  @BeforeAll
  static void start() {
    exporter = ExporterMain.start(ExporterConfig.onFreePorts(data));
  }

  @AfterAll
  static void stop() {
    exporter.close();
  }

  @Test
  void reportedCost_finerThanTheStore_isRoundedAndSaid() throws Exception {
    String trace = "a1".repeat(16);

    ExportTracePartialSuccess answer =
        accepted(request(chat(trace, FIRST, "0.1234567890123456785")));

    assertThat(answer.getRejectedSpans()).isZero();
    assertThat(answer.getErrorMessage())
        .isEqualTo(
            "Kept, with changes: span "
                + FIRST
                + ": reported cost of 0.1234567890123456785 dollars was rounded to 18 decimals"
                + " (gen_ai.usage.cost)");
    assertThat(stored(trace, FIRST).operation().costUsd())
        .isEqualTo(new BigDecimal("0.123456789012345678"));
  }

  @Test
  void reportedCost_beyondTheStore_isLeftOutAndSaid() throws Exception {
    String trace = "a2".repeat(16);

    ExportTracePartialSuccess answer = accepted(request(chat(trace, FIRST, "1000000000000.01")));

    assertThat(answer.getRejectedSpans()).isZero();
    assertThat(answer.getErrorMessage())
        .contains("reported cost of 1000000000000.01 dollars is beyond 1000000000000");
    assertThat(stored(trace, FIRST).operation().costUsd()).isNull();
  }

  @Test
  void protobuf_textOfOneSpanIsNotUtf8_losesThatSpanOnly() throws Exception {
    String trace = "a3".repeat(16);
    Span.Builder good = span(FIRST).setTraceId(bytes(trace)).setName("good");
    Span.Builder bad = span(SECOND).setTraceId(bytes(trace)).setName("bad-name");
    ByteString body = request(good, bad).toByteString();

    ExportTracePartialSuccess answer =
        accepted(post(replace(body.toByteArray(), "bad-name", new byte[] {(byte) 0xC3, 0x28})));

    assertThat(answer.getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getErrorMessage())
        .isEqualTo(
            "1 spans rejected: span "
                + SECOND
                + " is not a valid protobuf message: Protocol message had invalid UTF-8.");
    assertThat(stored(trace, FIRST).name()).isEqualTo("good");
    assertThat(reader().span(new SpanKey(trace, SECOND))).isEmpty();
  }

  @Test
  void protobuf_textOfResourceIsNotUtf8_isBadRequest() throws Exception {
    ExportTraceServiceRequest.Builder body = request(span(FIRST)).toBuilder();
    body.getResourceSpansBuilder(0)
        .getResourceBuilder()
        .addAttributes(attribute("service.name", "bad-name"));

    HttpResponse<byte[]> response =
        post(replace(body.build().toByteArray(), "bad-name", new byte[] {(byte) 0xC3, 0x28}));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), UTF_8)).contains("invalid UTF-8");
  }

  @Test
  void protobuf_valueNestedTooDeep_losesThatSpanOnly() throws Exception {
    String trace = "a4".repeat(16);
    AnyValue value = AnyValue.newBuilder().setStringValue("bottom").build();
    for (int i = 0; i < 200; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    Span.Builder deep =
        span(FIRST)
            .setTraceId(bytes(trace))
            .addAttributes(KeyValue.newBuilder().setKey("deep").setValue(value));

    ExportTracePartialSuccess answer =
        accepted(request(deep, span(SECOND).setTraceId(bytes(trace))));

    assertThat(answer.getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getErrorMessage()).contains(FIRST).contains("too many levels of nesting");
    assertThat(stored(trace, SECOND).name()).isEqualTo("work " + SECOND);
  }

  @Test
  void json_loneSurrogates_areReplacedAndDoNotClash() throws Exception {
    String trace = "a5".repeat(16);
    String body =
        """
        {"resourceSpans": [{"scopeSpans": [{"spans": [
          {"traceId": "%1$s", "spanId": "%2$s", "name": "half \\ud800", "startTimeUnixNano": "%4$d",
           "attributes": [
             {"key": "session.id", "value": {"stringValue": "s5\\ud800"}},
             {"key": "treeline.property.k\\ud800", "value": {"stringValue": "v\\udc00"}},
             {"key": "treeline.property.k\\ud801", "value": {"stringValue": "whole \\ud83d\\ude00"}}]},
          {"traceId": "%1$s", "spanId": "%3$s", "name": "other", "startTimeUnixNano": "%4$d",
           "attributes": [{"key": "session.id", "value": {"stringValue": "s5\\ud801"}}]}]}]}]}
        """
            .formatted(trace, FIRST, SECOND, START);

    HttpResponse<byte[]> response = post(body.getBytes(UTF_8), "application/json");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(stored(trace, FIRST).name()).isEqualTo("half \uFFFD");
    SessionRow session = reader().session("s5\uFFFD").orElseThrow();
    assertThat(session.spans()).isEqualTo(2);
    assertThat(session.properties())
        .isEqualTo(new TreeMap<>(Map.of("k\uFFFD", List.of("whole \uD83D\uDE00"))));
  }

  @Test
  void nulCharacters_comeBackAsSent() throws Exception {
    String trace = "a6".repeat(16);
    Span.Builder span =
        span(FIRST)
            .setTraceId(bytes(trace))
            .setName("a\u0000b")
            .addAttributes(attribute("session.id", "s6\u0000x"))
            .addAttributes(attribute("treeline.property.k\u0000", "v\u0000w"));

    assertThat(accepted(request(span))).isEqualTo(ExportTracePartialSuccess.getDefaultInstance());

    assertThat(stored(trace, FIRST).name()).isEqualTo("a\u0000b");
    SessionRow session = reader().session("s6\u0000x").orElseThrow();
    assertThat(session.sessionId()).isEqualTo("s6\u0000x");
    assertThat(session.properties())
        .isEqualTo(new TreeMap<>(Map.of("k\u0000", List.of("v\u0000w"))));
  }

  @Test
  void sameSpanTwiceInOneRequest_isStoredOnce() throws Exception {
    String trace = "a7".repeat(16);
    Span.Builder span =
        span(FIRST).setTraceId(bytes(trace)).addAttributes(attribute("session.id", "s7"));

    assertThat(accepted(request(span, span.clone().setName("later"))))
        .isEqualTo(ExportTracePartialSuccess.getDefaultInstance());

    assertThat(reader().session("s7").orElseThrow().spans()).isEqualTo(1);
    assertThat(stored(trace, FIRST).name()).isEqualTo("work " + FIRST);
  }

  @Test
  void parentInAnotherSession_isTopMostInItsOwn() throws Exception {
    String trace = "a8".repeat(16);
    Span.Builder parent =
        span(FIRST).setTraceId(bytes(trace)).addAttributes(attribute("session.id", "s8-parent"));
    Span.Builder child =
        span(SECOND)
            .setTraceId(bytes(trace))
            .setParentSpanId(bytes(FIRST))
            .addAttributes(attribute("session.id", "s8-child"));

    accepted(request(child, parent));

    assertThat(reader().session("s8-parent").orElseThrow().spans()).isEqualTo(1);
    JsonNode tree = get("/api/v1/sessions/s8-child/tree?by=span");
    assertThat(tree.toString()).contains(SECOND).doesNotContain("\"spanId\":\"" + FIRST + "\"");
  }

  @Test
  void fiveThousandAttributes_areAllKept() throws Exception {
    String trace = "a9".repeat(16);
    Span.Builder span = span(FIRST).setTraceId(bytes(trace));
    for (int i = 0; i < 5_000; i++) {
      span.addAttributes(attribute("treeline.property.p" + i, "v" + i));
    }
    span.addAttributes(attribute("session.id", "s9"));

    accepted(request(span));

    assertThat(reader().session("s9").orElseThrow().properties()).hasSize(5_000);
    assertThat(stored(trace, FIRST).attributes()).hasSize(5_001);
  }

  @Test
  void emptyRequests_areAnsweredEmpty() throws Exception {
    HttpResponse<byte[]> protobuf = post(new byte[0]);
    HttpResponse<byte[]> json = post("{}".getBytes(UTF_8), "application/json");

    assertThat(List.of(protobuf.statusCode(), json.statusCode())).containsExactly(200, 200);
    assertThat(protobuf.body()).isEmpty();
    assertThat(new String(json.body(), UTF_8)).isEqualTo("{}");
  }

  private static Span.Builder chat(String trace, String id, String cost) {
    return span(id)
        .setTraceId(bytes(trace))
        .addAttributes(attribute("gen_ai.operation.name", "chat"))
        .addAttributes(attribute("gen_ai.request.model", "a-model-nobody-sells"))
        .addAttributes(attribute("gen_ai.usage.cost", cost));
  }

  private static SpanReader reader() {
    return exporter.store().reader();
  }

  private static io.treeline.exporter.model.Span stored(String trace, String id) {
    return reader().span(new SpanKey(trace, id)).orElseThrow();
  }

  private static byte[] replace(byte[] body, String text, byte[] replacement) {
    byte[] mark = text.getBytes(UTF_8);
    byte[] changed = body.clone();
    int at = 0;
    while (!java.util.Arrays.equals(body, at, at + mark.length, mark, 0, mark.length)) {
      at++;
    }
    System.arraycopy(replacement, 0, changed, at, replacement.length);
    return changed;
  }

  private static ExportTracePartialSuccess accepted(ExportTraceServiceRequest request)
      throws Exception {
    return accepted(post(request.toByteArray()));
  }

  private static ExportTracePartialSuccess accepted(HttpResponse<byte[]> response)
      throws Exception {
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return ExportTraceServiceResponse.parseFrom(response.body()).getPartialSuccess();
  }

  private static HttpResponse<byte[]> post(byte[] body) throws Exception {
    return post(body, "application/x-protobuf");
  }

  private static HttpResponse<byte[]> post(byte[] body, String type) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/traces"))
            .header("content-type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.webPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }
}
