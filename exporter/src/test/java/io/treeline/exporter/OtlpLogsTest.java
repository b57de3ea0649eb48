package io.treeline.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Log records, of OpenTelemetry's own SDK and as raw bytes, sent to a whole exporter. */
class OtlpLogsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

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

  /**
   * What the OpenTelemetry agent sends of a chat with OpenAI's library: a record for each message.
   */
  @ParameterizedTest
  @CsvSource({"grpc, true", "grpc, false", "http, true", "http, false"})
  void agentsChat_messagesAsLogRecords_areTheSpansContent(String protocol, boolean logsFirst)
      throws Exception {
    SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(spanExporter(protocol)).build())
            .build();
    SdkLoggerProvider loggers =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(logExporter(protocol)).build())
            .build();
    Span span = tracers.get("io.opentelemetry.openai-java-1.1").spanBuilder("chat m").startSpan();
    span.setAttribute("gen_ai.operation.name", "chat");
    Context context = Context.root().with(span);
    Logger logger = loggers.get("io.opentelemetry.openai-java-1.1");
    emit(logger, context, "gen_ai.system.message", Map.of("content", Value.of("Be brief.")));
    emit(logger, context, "gen_ai.user.message", Map.of("content", Value.of("Where is order 7?")));
    emit(logger, context, "gen_ai.assistant.message", Map.of("tool_calls", Value.of(call())));
    emit(
        logger,
        context,
        "gen_ai.tool.message",
        Map.of("content", Value.of("in Hamburg"), "id", Value.of("call_1")));
    emit(
        logger,
        context,
        "gen_ai.choice",
        Map.of(
            "finish_reason",
            Value.of("stop"),
            "index",
            Value.of(0),
            "message",
            Value.of(Map.of("content", Value.of("It is in Hamburg.")))));
    span.end();
    if (logsFirst) {
      assertThat(loggers.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(tracers.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(loggers.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    loggers.close();
    tracers.close();

    String path =
        "/api/v1/spans/%s/%s"
            .formatted(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
    JsonNode detail = get(path);
    JsonNode content = detail.get("content");
    assertThat(content.get("systemInstructions").isNull()).isTrue();
    assertThat(content.get("inputMessages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role": "system", "parts": [{"type": "text", "content": "Be brief."}]},
                 {"role": "user", "parts": [{"type": "text", "content": "Where is order 7?"}]},
                 {"role": "assistant", "parts": [{"type": "tool_call", "id": "call_1",
                   "name": "lookup", "arguments": {"order": 7}}]},
                 {"role": "tool", "parts": [{"type": "tool_call_response", "id": "call_1",
                   "response": "in Hamburg"}]}]
                """));
    assertThat(content.get("outputMessages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role": "assistant", "parts": [{"type": "text", "content": "It is in Hamburg."}],
                  "finish_reason": "stop"}]
                """));
    assertThat(detail.get("logs"))
        .extracting(log -> log.get("eventName").asText())
        .containsExactly(
            "gen_ai.system.message",
            "gen_ai.user.message",
            "gen_ai.assistant.message",
            "gen_ai.tool.message",
            "gen_ai.choice");
  }

  private static void emit(
      Logger logger, Context context, String event, Map<String, Value<?>> body) {
    logger
        .logRecordBuilder()
        .setAttribute(EVENT_NAME, event)
        .setAttribute(AttributeKey.stringKey("gen_ai.provider.name"), "openai")
        .setContext(context)
        .setBody(Value.of(body))
        .emit();
  }

  private static Value<?>[] call() {
    return new Value<?>[] {
      Value.of(
          Map.of(
              "id",
              Value.of("call_1"),
              "type",
              Value.of("function"),
              "function",
              Value.of(
                  Map.of("name", Value.of("lookup"), "arguments", Value.of("{\"order\": 7}")))))
    };
  }

  @Test
  void applicationsLog_writtenInASpan_isShownWithIt() throws Exception {
    SpanKey key = new SpanKey("b1".repeat(16), "00f067aa0ba90201");
    writeSpan(key);
    SdkLoggerProvider loggers =
        SdkLoggerProvider.builder()
            .addLogRecordProcessor(BatchLogRecordProcessor.builder(logExporter("grpc")).build())
            .build();
    loggers
        .get("com.example.Shop")
        .logRecordBuilder()
        .setTimestamp(OtlpRequests.START + 3, TimeUnit.NANOSECONDS)
        .setSeverity(Severity.WARN)
        .setSeverityText("WARN")
        .setBody("order 7 is late")
        .setAttribute(AttributeKey.longKey("days"), 2L)
        .setContext(context(key))
        .emit();
    assertThat(loggers.forceFlush().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    loggers.close();

    assertThat(detail(key).get("logs"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"time": "2026-09-21T14:13:20.000000004Z", "eventName": null, "severityNumber": 13,
                  "severityText": "WARN", "body": "order 7 is late",
                  "content": {"inputMessages": null, "outputMessages": null,
                              "systemInstructions": null, "toolDefinitions": null},
                  "attributes": {"days": 2}, "service": "unknown_service:java",
                  "scopeName": "com.example.Shop"}]
                """));
  }

  @Test
  void recordsWithoutSpan_areCountedAndNamedAndTheOthersKept() throws Exception {
    SpanKey key = new SpanKey("b2".repeat(16), "00f067aa0ba90201");
    writeSpan(key);
    long before = rejected("no_trace_context");
    String body =
        records(
            record(key, "\"body\": {\"stringValue\": \"kept\"}"),
            "{\"timeUnixNano\": \"%d\", \"body\": {\"stringValue\": \"lost\"}}"
                .formatted(OtlpRequests.START),
            "{\"traceId\": \"%s\", \"body\": {\"stringValue\": \"lost too\"}}"
                .formatted(key.traceId()));

    JsonNode answer = JSON.readTree(post(body, 200).body());

    assertThat(answer.at("/partialSuccess/rejectedLogRecords").asText()).isEqualTo("2");
    assertThat(answer.at("/partialSuccess/errorMessage").asText())
        .isEqualTo(
            "2 log records rejected: they were written in no span (no trace and span id), so that"
                + " they could never be shown. Send only what is written in spans, or turn logs"
                + " off with OTEL_LOGS_EXPORTER=none (otel.logs.exporter=none)");
    assertThat(rejected("no_trace_context") - before).isEqualTo(2);
    assertThat(detail(key).get("logs"))
        .extracting(log -> log.get("body").asText())
        .containsExactly("kept");
  }

  @Test
  void nothingButRecordsWithoutSpan_isPartialSuccessAndNothingButFaultsIsBadRequest()
      throws Exception {
    String without = records("{\"body\": {\"stringValue\": \"lost\"}}");
    String wrong = records("{\"traceId\": \"abc\", \"spanId\": \"00f067aa0ba90201\"}");

    assertThat(post(without, 200).body()).contains("\"rejectedLogRecords\":\"1\"");
    assertThat(post(wrong, 400).body())
        .contains("1 log records rejected: log record: trace id must be 32");
    assertThat(post("{\"resourceLogs\": 5}", 400).body())
        .contains("body is no OTLP log export in JSON: resourceLogs must be an array");
    assertThat(post(records("{\"timeUnixNano\": \"soon\"}"), 400).body())
        .contains("resourceLogs[0].scopeLogs[0].logRecords[0].timeUnixNano must be an unsigned");
  }

  @Test
  void protobuf_textOfOneRecordIsNotUtf8_losesThatRecordOnly() throws Exception {
    SpanKey key = new SpanKey("b3".repeat(16), "00f067aa0ba90201");
    writeSpan(key);
    byte[] good = protobufRecord(key, "good body");
    byte[] bad = protobufRecord(key, "bad \u0001 body");
    byte[] request = protobufRequest(good, bad);
    for (int i = 0; i < request.length; i++) {
      request[i] = request[i] == 1 && request[i - 1] == ' ' ? (byte) 0xC3 : request[i];
    }

    HttpResponse<byte[]> response =
        CLIENT.send(
            HttpRequest.newBuilder(logs())
                .header("content-type", "application/x-protobuf")
                .header("content-encoding", "zstd")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Zstd.compress(request)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(200);
    ExportLogsServiceResponse answer = ExportLogsServiceResponse.parseFrom(response.body());
    assertThat(answer.getPartialSuccess().getRejectedLogRecords()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage())
        .contains("log record of span 00f067aa0ba90201 is not a valid protobuf message");
    assertThat(detail(key).get("logs"))
        .extracting(log -> log.get("body").asText())
        .containsExactly("good body");
  }

  @Test
  void sameRequestTwice_isKeptOnceAndEqualRecordsOfOneRequestAreTwo() throws Exception {
    SpanKey key = new SpanKey("b4".repeat(16), "00f067aa0ba90201");
    String ok =
        record(
            key,
            "\"eventName\": \"gen_ai.user.message\", \"body\": {\"kvlistValue\": {\"values\": ["
                + "{\"key\": \"content\", \"value\": {\"stringValue\": \"ok\"}}]}}");
    post(records(ok, ok), 200);
    post(records(ok, ok), 200);
    writeSpan(key);
    post(records(ok, ok), 200);

    assertThat(detail(key).at("/content/inputMessages"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role": "user", "parts": [{"type": "text", "content": "ok"}]},
                 {"role": "user", "parts": [{"type": "text", "content": "ok"}]}]
                """));
    assertThat(detail(key).get("logs")).hasSize(2);
  }

  @Test
  void operationDetails_attributesInNewShape_areTheContent() throws Exception {
    SpanKey key = new SpanKey("b5".repeat(16), "00f067aa0ba90201");
    writeSpan(key);
    String input = "[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[]}]";
    post(
        records(
            record(
                key,
                """
                "eventName": "gen_ai.client.inference.operation.details", "attributes": [
                  {"key": "gen_ai.input.messages", "value": {"stringValue": "%s"}},
                  {"key": "gen_ai.system_instructions", "value": {"arrayValue": {"values": [
                    {"kvlistValue": {"values": [
                      {"key": "type", "value": {"stringValue": "text"}}]}}]}}},
                  {"key": "gen_ai.request.model", "value": {"stringValue": "m"}}]
                """
                    .formatted(input))),
        200);

    JsonNode detail = detail(key);
    assertThat(detail.at("/content/inputMessages"))
        .isEqualTo(JSON.readTree("[{\"role\": \"user\", \"parts\": []}]"));
    assertThat(detail.at("/content/systemInstructions"))
        .isEqualTo(JSON.readTree("[{\"type\": \"text\"}]"));
    assertThat(detail.at("/logs/0/attributes"))
        .isEqualTo(JSON.readTree("{\"gen_ai.request.model\": \"m\"}"));
  }

  @Test
  void messageEvents_contentNotCaptured_leaveTheContentUnknown() throws Exception {
    SpanKey key = new SpanKey("b6".repeat(16), "00f067aa0ba90201");
    writeSpan(key);
    String empty = "\"body\": {\"kvlistValue\": {\"values\": []}}";
    post(
        records(
            record(key, "\"eventName\": \"gen_ai.user.message\", " + empty),
            record(
                key,
                """
                "eventName": "gen_ai.choice", "body": {"kvlistValue": {"values": [
                  {"key": "finish_reason", "value": {"stringValue": "stop"}},
                  {"key": "message", "value": {"kvlistValue": {"values": []}}}]}}
                """)),
        200);

    JsonNode detail = detail(key);
    assertThat(detail.at("/content/inputMessages").isNull()).isTrue();
    assertThat(detail.at("/content/outputMessages").isNull()).isTrue();
    assertThat(detail.get("logs")).hasSize(2);
    assertThat(detail.at("/logs/1/body/finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void evaluations_inASpanAndOfAResponse_becomeScores() throws Exception {
    SpanKey key = new SpanKey("b7".repeat(16), "00f067aa0ba90201");
    String evaluation =
        """
        "eventName": "gen_ai.evaluation.result", "attributes": [
          {"key": "gen_ai.evaluation.name", "value": {"stringValue": "b7-relevance"}},
          {"key": "gen_ai.evaluation.score.value", "value": {"doubleValue": %s}},
          {"key": "gen_ai.evaluation.score.label", "value": {"stringValue": "relevant"}},
          {"key": "gen_ai.evaluation.explanation", "value": {"stringValue": "on the point"}},
          {"key": "gen_ai.response.id", "value": {"stringValue": "resp-b7"}}]
        """;
    String withoutSpan =
        "{\"timeUnixNano\": \"%d\", %s}"
            .formatted(OtlpRequests.START + 9, evaluation.formatted(0.25));

    post(records(record(key, evaluation.formatted(0.5)), withoutSpan), 200);
    post(records(record(key, evaluation.formatted(0.5)), withoutSpan), 200);

    List<Score> scores =
        exporter
            .store()
            .scores()
            .find(io.treeline.exporter.store.ScoreQuery.newest(1000))
            .scores()
            .stream()
            .filter(score -> score.name().equals("b7-relevance"))
            .toList();
    assertThat(scores)
        .extracting(Score::target)
        .containsExactly(ScoreTarget.response("resp-b7"), ScoreTarget.span(key));
    assertThat(scores)
        .extracting(Score::value)
        .containsExactly(
            ScoreValue.numeric(0.25).called("relevant"),
            ScoreValue.numeric(0.5).called("relevant"));
    assertThat(scores).extracting(Score::comment).containsOnly("on the point");
    assertThat(scores).extracting(Score::source).containsOnly("evaluator");
  }

  private static void writeSpan(SpanKey key) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/traces"))
                .header("content-type", "application/x-protobuf")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        OtlpRequests.request(
                                OtlpRequests.span(key.spanId())
                                    .setTraceId(OtlpRequests.bytes(key.traceId())))
                            .toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
  }

  private static String records(String... records) {
    return "{\"resourceLogs\": [{\"scopeLogs\": [{\"logRecords\": [%s]}]}]}"
        .formatted(String.join(", ", records));
  }

  private static String record(SpanKey key, String fields) {
    return "{\"traceId\": \"%s\", \"spanId\": \"%s\", \"timeUnixNano\": \"%d\", %s}"
        .formatted(key.traceId(), key.spanId(), OtlpRequests.START, fields);
  }

  private static byte[] protobufRecord(SpanKey key, String text) {
    return io.opentelemetry.proto.logs.v1.LogRecord.newBuilder()
        .setTraceId(OtlpRequests.bytes(key.traceId()))
        .setSpanId(OtlpRequests.bytes(key.spanId()))
        .setTimeUnixNano(OtlpRequests.START)
        .setBody(
            io.opentelemetry.proto.common.v1.AnyValue.newBuilder().setStringValue(text).build())
        .build()
        .toByteArray();
  }

  private static byte[] protobufRequest(byte[]... records) throws Exception {
    var scope = io.opentelemetry.proto.logs.v1.ScopeLogs.newBuilder();
    for (byte[] record : records) {
      scope.addLogRecords(io.opentelemetry.proto.logs.v1.LogRecord.parseFrom(record));
    }
    return io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            io.opentelemetry.proto.logs.v1.ResourceLogs.newBuilder().addScopeLogs(scope))
        .build()
        .toByteArray();
  }

  private static URI logs() {
    return URI.create("http://127.0.0.1:" + exporter.httpPort() + "/v1/logs");
  }

  private static HttpResponse<String> post(String body, int status) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(logs())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response;
  }

  private static JsonNode detail(SpanKey key) throws Exception {
    return get("/api/v1/spans/%s/%s".formatted(key.traceId(), key.spanId()));
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter.webPort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static long rejected(String reason) {
    return exporter.telemetry().rejected().getOrDefault(reason, 0L);
  }

  private static Context context(SpanKey key) {
    return Context.root()
        .with(
            Span.wrap(
                io.opentelemetry.api.trace.SpanContext.create(
                    key.traceId(),
                    key.spanId(),
                    io.opentelemetry.api.trace.TraceFlags.getSampled(),
                    io.opentelemetry.api.trace.TraceState.getDefault())));
  }

  private static SpanExporter spanExporter(String protocol) {
    return protocol.equals("grpc")
        ? OtlpGrpcSpanExporter.builder().setEndpoint(grpcEndpoint()).build()
        : OtlpHttpSpanExporter.builder().setEndpoint(httpEndpoint() + "/v1/traces").build();
  }

  private static LogRecordExporter logExporter(String protocol) {
    return protocol.equals("grpc")
        ? OtlpGrpcLogRecordExporter.builder()
            .setEndpoint(grpcEndpoint())
            .setCompression("gzip")
            .build()
        : OtlpHttpLogRecordExporter.builder()
            .setEndpoint(httpEndpoint() + "/v1/logs")
            .setCompression("gzip")
            .build();
  }

  private static String grpcEndpoint() {
    return "http://127.0.0.1:" + exporter.grpcPort();
  }

  private static String httpEndpoint() {
    return "http://127.0.0.1:" + exporter.httpPort();
  }
}
