package io.treeline.exporter;

import static io.treeline.exporter.OtlpRequests.START;
import static io.treeline.exporter.OtlpRequests.TRACE_ID;
import static io.treeline.exporter.OtlpRequests.attribute;
import static io.treeline.exporter.OtlpRequests.bytes;
import static io.treeline.exporter.OtlpRequests.request;
import static io.treeline.exporter.OtlpRequests.span;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.receive.SinkUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** OTLP/HTTP as raw bytes: what is good is kept, what is bad is named, the process stays up. */
class OtlpHttpTest {

  private static final String[] PROTOBUF = {"content-type", "application/x-protobuf"};
  private static final String[] JSON = {"content-type", "application/json"};
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReceivingExporter exporter = new ReceivingExporter();

  @AfterEach
  void stop() {
    exporter.close();
  }

  static Stream<Arguments> encodings() throws IOException {
    byte[] body = request(span("00f067aa0ba902b7")).toByteArray();
    return Stream.of(
        Arguments.of("identity", body),
        Arguments.of("gzip", gzip(body)),
        Arguments.of("zstd", Zstd.compress(body)),
        Arguments.of("deflate", deflate(body)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void post_protobuf_isStoredAndAnsweredEmpty(String encoding, byte[] body) throws Exception {
    HttpResponse<byte[]> response =
        exporter.post(body, "content-type", "application/x-protobuf", "content-encoding", encoding);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/x-protobuf");
    assertThat(response.body()).isEmpty();
    assertThat(exporter.written).extracting(Span::name).containsExactly("work 00f067aa0ba902b7");
  }

  @Test
  void post_json_readsHexIdsNumbersAsTextEnumsByNameAndIgnoresUnknownFields() throws Exception {
    String body =
        """
        {"unknownTop": {"a": [1, {"b": null}]}, "resourceSpans": [{
          "scopeSpans": [{"scope": {"name": "s", "version": "1"}, "schemaUrl": "x", "spans": [{
            "traceId": "0AF7651916CD43DD8448EB211C80319C", "spanId": "00F067AA0BA902B7",
            "parentSpanId": "", "name": "n", "kind": "SPAN_KIND_SERVER", "flags": 257,
            "startTimeUnixNano": "1790000000000000001", "endTimeUnixNano": 1790000000000000002,
            "status": {"code": 2, "message": "m"}, "droppedAttributesCount": 0,
            "attributes": [
              {"key": "s", "value": {"stringValue": "x"}},
              {"key": "i", "value": {"intValue": "9007199254740993"}},
              {"key": "j", "value": {"intValue": 7}},
              {"key": "d", "value": {"doubleValue": 1.5}},
              {"key": "b", "value": {"boolValue": false}},
              {"key": "y", "value": {"bytesValue": "AQI="}},
              {"key": "a", "value": {"arrayValue": {"values": [{"intValue": 1}, {}]}}},
              {"key": "k", "value": {"kvlistValue": {"values": [
                {"key": "z", "value": {"stringValue": "w"}}]}}}],
            "events": [{"timeUnixNano": "1790000000000000001", "name": "e", "attributes": []}],
            "links": [{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "00f067aa0ba902b8"}]
          }]}],
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "late"}}]}
        }]}
        """;

    HttpResponse<byte[]> response = exporter.post(body.getBytes(UTF_8), JSON);

    assertThat(new String(response.body(), UTF_8)).isEqualTo("{}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(exporter.written).hasSize(1);
    Span span = exporter.written.get(0);
    assertThat(span.key().traceId()).isEqualTo(TRACE_ID);
    assertThat(span.key().spanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.parentSpanId()).isNull();
    assertThat(span.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.startEpochNanos()).isEqualTo(1_790_000_000_000_000_001L);
    assertThat(span.endEpochNanos()).isEqualTo(1_790_000_000_000_000_002L);
    assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
    assertThat(span.origin().service()).isEqualTo("late");
    assertThat(span.origin().scopeVersion()).isEqualTo("1");
    assertThat(MAPPER.readTree(MAPPER.writeValueAsString(span.attributes())))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"s": "x", "i": 9007199254740993, "j": 7, "d": 1.5, "b": false, "y": "AQI=",
                 "a": [1, null], "k": {"z": "w"}}
                """));
    assertThat(span.events()).extracting("name").containsExactly("e");
    assertThat(span.links()).extracting("target.spanId").containsExactly("00f067aa0ba902b8");
  }

  static Stream<Arguments> badBodies() throws IOException {
    byte[] good = request(span("00f067aa0ba902b7")).toByteArray();
    byte[] tooLarge = new byte[ReceivingExporter.MAX_REQUEST_BYTES + 1];
    String type = "content-type";
    String encoding = "content-encoding";
    String protobuf = "application/x-protobuf";
    return Stream.of(
        bad(400, "body is not an OTLP ExportTraceServiceRequest", new byte[] {1, 2, 3}, PROTOBUF),
        bad(
            400,
            "not valid JSON: Unexpected end-of-input",
            "{\"resourceSpans\": [".getBytes(UTF_8),
            JSON),
        bad(400, "line 1, column 2", "{]".getBytes(UTF_8), JSON),
        bad(400, "expected a JSON object, found an empty body", new byte[0], JSON),
        bad(400, "resourceSpans must be an array", "{\"resourceSpans\": 5}".getBytes(UTF_8), JSON),
        bad(415, "was absent", good),
        bad(415, "was text/plain", good, type, "text/plain"),
        bad(415, "was \"br\"", good, type, protobuf, encoding, "br"),
        bad(400, "cannot be decompressed", good, type, protobuf, encoding, "gzip"),
        bad(400, "cannot be decompressed", good, type, protobuf, encoding, "zstd"),
        bad(413, "larger than 4194304 bytes", tooLarge, PROTOBUF),
        bad(413, "larger than 4194304 bytes", gzip(tooLarge), type, protobuf, encoding, "gzip"),
        bad(
            413,
            "larger than 4194304 bytes",
            Zstd.compress(new byte[100 << 20]),
            type,
            protobuf,
            encoding,
            "zstd"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("badBodies")
  void post_badBody_isRefusedWithReasonAndNextIsServed(
      int status, String reason, byte[] body, String[] headers) throws Exception {
    HttpResponse<byte[]> refused = exporter.post(body, headers);
    HttpResponse<byte[]> next =
        exporter.post(request(span("00f067aa0ba902b7")).toByteArray(), PROTOBUF);

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(message(refused)).contains(reason);
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(exporter.written).hasSize(1);
  }

  static Stream<Arguments> badSpans() {
    String good = "00f067aa0ba902b7";
    long tomorrow = (System.currentTimeMillis() + 25L * 3600 * 1000) * 1_000_000;
    return Stream.of(
        Arguments.of("trace id must be 32", span(good).setTraceId(ByteString.EMPTY)),
        Arguments.of("trace id must be 32", span(good).setTraceId(bytes("00".repeat(16)))),
        Arguments.of("trace id must be 32", span(good).setTraceId(bytes("ab".repeat(15)))),
        Arguments.of("span id must be 16", span(good).setSpanId(ByteString.EMPTY)),
        Arguments.of("span id must be 16", span(good).setSpanId(bytes("00".repeat(8)))),
        Arguments.of("parent span id must be 16", span(good).setParentSpanId(bytes("abcd"))),
        Arguments.of("has no start time", span(good).setStartTimeUnixNano(0)),
        Arguments.of("starts at 5 ns (1970-01-01", span(good).setStartTimeUnixNano(5)),
        Arguments.of("starts at 18446744073709551615 ns", span(good).setStartTimeUnixNano(-1)),
        Arguments.of("from now (max-future)", span(good).setStartTimeUnixNano(tomorrow)),
        Arguments.of("ends at 7 ns", span(good).setEndTimeUnixNano(7)),
        Arguments.of("ends 1 ns before it starts", span(good).setEndTimeUnixNano(START - 1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSpans")
  void post_badSpanBesideGoodOnes_keepsThoseAndSaysWhatIsWrong(
      String reason, io.opentelemetry.proto.trace.v1.Span.Builder bad) throws Exception {
    byte[] body = request(span("00f067aa0ba902b1"), bad, span("00f067aa0ba902b2")).toByteArray();

    HttpResponse<byte[]> response = exporter.post(body, PROTOBUF);

    assertThat(response.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(response.body());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage()).contains(reason);
    assertThat(exporter.written)
        .extracting(span -> span.key().spanId())
        .containsExactly("00f067aa0ba902b1", "00f067aa0ba902b2");
    assertThat(exporter.telemetry().spansReceived()).isEqualTo(3);
    assertThat(exporter.telemetry().spansStored()).isEqualTo(2);
    assertThat(exporter.telemetry().rejected().values()).containsExactly(1L);
  }

  @Test
  void post_nothingButBadSpans_isBadRequest() throws Exception {
    byte[] body = request(span("00f067aa0ba902b1").setStartTimeUnixNano(0)).toByteArray();

    HttpResponse<byte[]> response = exporter.post(body, PROTOBUF);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(message(response))
        .isEqualTo("1 spans rejected: span \"work 00f067aa0ba902b1\" has no start time");
    assertThat(exporter.written).isEmpty();
  }

  @Test
  void post_jsonSpanWithFieldOfWrongType_rejectsThatSpanOnly() throws Exception {
    String body =
        """
        {"resourceSpans": [{"scopeSpans": [{"spans": [
          {"traceId": "%1$s", "spanId": "00f067aa0ba902b1", "name": "good",
           "startTimeUnixNano": "%2$d"},
          {"traceId": "%1$s", "spanId": "00f067aa0ba902b2", "name": "bad",
           "startTimeUnixNano": "soon"}]}]}]}
        """
            .formatted(TRACE_ID, START);

    HttpResponse<byte[]> response = exporter.post(body.getBytes(UTF_8), JSON);

    assertThat(MAPPER.readTree(response.body()))
        .isEqualTo(
            MAPPER.readTree(
                """
                {"partialSuccess": {"rejectedSpans": "1", "errorMessage": "1 spans rejected: \
                resourceSpans[0].scopeSpans[0].spans[1].startTimeUnixNano must be an unsigned \
                64-bit number: was \\"soon\\""}}
                """));
    assertThat(exporter.written).extracting(Span::name).containsExactly("good");
    assertThat(exporter.written.get(0).endEpochNanos()).isNull();
  }

  @Test
  void post_attributeOverLimit_isCutVisiblyAndSenderIsTold() throws Exception {
    String text = "ä".repeat(500_000);
    byte[] body =
        request(span("00f067aa0ba902b1").addAttributes(attribute("my.text", text))).toByteArray();

    HttpResponse<byte[]> response = exporter.post(body, PROTOBUF);

    assertThat(response.statusCode()).isEqualTo(200);
    ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(response.body());
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isZero();
    assertThat(answer.getPartialSuccess().getErrorMessage())
        .isEqualTo(
            "Kept, with changes: span 00f067aa0ba902b1: attribute \"my.text\" has 1000000 bytes"
                + " and was cut at 262144 (max-attribute-bytes)");
    assertThat(exporter.written.get(0).attributes().get("my.text").textValue())
        .isEqualTo("ä".repeat(131_072) + "… [cut: 1000000 bytes, limit 262144]");
    assertThat(exporter.telemetry().warnings()).isEqualTo(1);
  }

  @Test
  void otherPathsAndMethods_sayWhatThePortIsFor() throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create(exporter.httpEndpoint() + "/v1/traces")).build();

    HttpResponse<byte[]> got = exporter.client.send(get, HttpResponse.BodyHandlers.ofByteArray());
    HttpResponse<byte[]> metrics = exporter.send("/v1/metrics", new byte[0], PROTOBUF);
    HttpResponse<byte[]> root = exporter.send("/", new byte[0], PROTOBUF);

    assertThat(got.statusCode()).isEqualTo(405);
    assertThat(got.headers().firstValue("allow")).contains("POST");
    assertThat(List.of(metrics.statusCode(), root.statusCode())).containsExactly(404, 404);
    assertThat(new String(metrics.body(), UTF_8)).contains("OTEL_METRICS_EXPORTER=none");
    assertThat(new String(root.body(), UTF_8))
        .contains("POST traces to /v1/traces and logs to /v1/logs");
    assertThat(exporter.telemetry().rejected()).isEqualTo(Map.of("unsupported_signal", 1L));
  }

  @Test
  void post_nothingCanBeKept_isUnavailableWithRetryAfter() throws Exception {
    exporter.close();
    exporter =
        ReceivingExporter.refusing(
            () -> new SinkUnavailableException("nothing can be kept now: the disk is full", null));

    HttpResponse<byte[]> response =
        exporter.post(request(span("00f067aa0ba902b1")).toByteArray(), PROTOBUF);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).contains("5");
    assertThat(message(response)).isEqualTo("nothing can be kept now: the disk is full");
  }

  private static Arguments bad(int status, String reason, byte[] body, String... headers) {
    return Arguments.of(status, reason, body, headers);
  }

  /** Of a google.rpc.Status, in JSON or protobuf. */
  private static String message(HttpResponse<byte[]> response) throws IOException {
    if (response.headers().firstValue("content-type").orElse("").startsWith("application/json")) {
      return MAPPER.readTree(response.body()).get("message").asText();
    }
    CodedInputStream in = CodedInputStream.newInstance(response.body());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (2 << 3 | 2)) {
        return in.readString();
      }
      in.skipField(tag);
    }
    throw new AssertionError("no message in the status");
  }

  private static byte[] deflate(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    }
    return bytes.toByteArray();
  }
}
