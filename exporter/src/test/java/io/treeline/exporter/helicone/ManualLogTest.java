package io.treeline.exporter.helicone;

import static io.treeline.exporter.helicone.RunningHelicone.JSON;
import static io.treeline.exporter.helicone.RunningHelicone.body;
import static io.treeline.exporter.helicone.RunningHelicone.id;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.ExporterMain;
import io.treeline.exporter.RunningExporter;
import io.treeline.exporter.config.ExporterConfig;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.SessionRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /custom/v1/log} and its aliases, with bodies of each provider. */
class ManualLogTest {

  private static final String CHAT =
      "{\"model\": \"some-model\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";

  @TempDir static Path data;
  private static RunningHelicone helicone;
  private static final AtomicInteger IDS = new AtomicInteger(1000);

  @BeforeAll
  static void start() {
    helicone = new RunningHelicone(data);
  }

  @AfterAll
  static void stop() {
    helicone.close();
  }

  /** The span of a log with this request and this response. */
  private static Span logged(String request, String response) throws Exception {
    String id = id(IDS.incrementAndGet());
    helicone.log(body(request, response, "{}", 0, 100), "Helicone-Request-Id", id);
    return helicone.span(id);
  }

  private static String json(String body) {
    return "\"status\": 200, \"json\": " + body;
  }

  private static String text(String body) throws IOException {
    return "\"status\": 200, \"json\": {}, \"textBody\": " + JSON.writeValueAsString(body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // OpenAI: chat completions, responses, DeepSeek's cache.
        "{'usage': {'prompt_tokens': 100, 'completion_tokens': 50, 'prompt_tokens_details':"
            + " {'cached_tokens': 40}, 'completion_tokens_details': {'reasoning_tokens': 30}}}"
            + " | 100 | 50 | 40 | - | 30",
        "{'usage': {'input_tokens': 100, 'output_tokens': 50, 'input_tokens_details':"
            + " {'cached_tokens': 40}, 'output_tokens_details': {'reasoning_tokens': 30}}}"
            + " | 100 | 50 | 40 | - | 30",
        "{'usage': {'prompt_tokens': 100, 'completion_tokens': 50, 'prompt_cache_hit_tokens': 64}}"
            + " | 100 | 50 | 64 | - | -",
        // Anthropic: the cache is counted apart from the input.
        "{'usage': {'input_tokens': 10, 'output_tokens': 5, 'cache_read_input_tokens': 100,"
            + " 'cache_creation_input_tokens': 20}} | 130 | 5 | 100 | 20 | -",
        "{'usage': {'input_tokens': 10, 'output_tokens': 5}} | 10 | 5 | - | - | -",
        // Google: thoughts are counted apart from the output.
        "{'usageMetadata': {'promptTokenCount': 100, 'candidatesTokenCount': 20,"
            + " 'thoughtsTokenCount': 30, 'cachedContentTokenCount': 60, 'totalTokenCount': 150}}"
            + " | 100 | 50 | 60 | - | 30",
        "{'usageMetadata': {'promptTokenCount': 100, 'thoughtsTokenCount': 30}}"
            + " | 100 | 30 | - | - | 30",
        // Bedrock: Converse, and what its models answer themselves.
        "{'usage': {'inputTokens': 10, 'outputTokens': 5, 'totalTokens': 135,"
            + " 'cacheReadInputTokens': 100, 'cacheWriteInputTokens': 20}}"
            + " | 130 | 5 | 100 | 20 | -",
        "{'prompt_token_count': 7, 'generation_token_count': 3} | 7 | 3 | - | - | -",
        "{'inputTextTokenCount': 7, 'results': [{'tokenCount': 3}]} | 7 | 3 | - | - | -",
        // Nothing is said, or nothing that could be true.
        "{'choices': []} | - | - | - | - | -",
        "{'usage': {'prompt_tokens': -1, 'completion_tokens': 1.5}} | - | - | - | - | -"
      })
  void usage_ofEachProvider_isReadByOneRule(
      String response, Long input, Long output, Long read, Long write, Long reasoning)
      throws Exception {
    Span span = logged(CHAT, json(response.replace('\'', '"')));

    assertThat(span.operation().usage())
        .isEqualTo(new TokenUsage(input, output, read, write, reasoning));
  }

  @ParameterizedTest
  @CsvSource({
    "/custom/v1/log, ",
    "/oai/v1/log, openai",
    "/anthropic/v1/log, anthropic",
    "/googleapis/v1/log, gcp.gemini"
  })
  void aliases_standForTheirProviders(String path, String provider) throws Exception {
    String id = id(IDS.incrementAndGet());

    HttpResponse<String> response =
        helicone.post(path, body(CHAT, json("{}"), "{}", 0, 1), "Helicone-Request-Id", id);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("helicone-id")).contains(id);
    assertThat(helicone.span(id).operation().provider()).isEqualTo(provider);
  }

  @Test
  void headers_ofRequestAndMeta_metaWins() throws Exception {
    String id = id(IDS.incrementAndGet());
    helicone.log(
        body(
            CHAT,
            json("{}"),
            """
            {"helicone-session-id": "from-meta", "Helicone-Property-Tier": "gold",
             "Helicone-Auth": "Bearer secret", "Helicone-Request-Id": "%s",
             "Helicone-Prompt-Id": "greeting", "Helicone-Cache-Enabled": "true"}
            """
                .formatted(id),
            0,
            1),
        "Helicone-Session-Id",
        "from-header",
        "Helicone-Session-Path",
        "a//b/",
        "Helicone-User-Id",
        "u-7",
        "Helicone-Property-Tier",
        "silver",
        "Helicone-Property-Colour",
        "red");

    Span span = helicone.span(id);

    assertThat(span.session().sessionId()).isEqualTo("from-meta");
    assertThat(span.session().rawPath()).isEqualTo("a//b/");
    assertThat(span.session().path()).isEqualTo("/a/b");
    assertThat(span.session().userId()).isEqualTo("u-7");
    assertThat(span.session().properties())
        .containsOnly(Map.entry("Tier", "gold"), Map.entry("colour", "red"));
    assertThat(span.attributes().get("helicone.prompt.id").asText()).isEqualTo("greeting");
    assertThat(span.attributes().toString()).doesNotContain("secret").doesNotContain("sk-helicone");
  }

  @Test
  void sameIdAgain_inAnotherSession_movesThere() throws Exception {
    String id = id(IDS.incrementAndGet());
    String meta = "{\"Helicone-Session-Id\": \"%s\", \"Helicone-Request-Id\": \"" + id + "\"}";
    helicone.log(body(CHAT, json("{}"), meta.formatted("first"), 0, 1));
    helicone.log(body(CHAT, json("{}"), meta.formatted("second"), 0, 2));
    helicone.log(body(CHAT, json("{}"), meta.formatted("second"), 0, 2));

    assertThat(helicone.exporter.store().reader().session("first")).isEmpty();
    SessionRow second = helicone.exporter.store().reader().session("second").orElseThrow();
    assertThat(second.spans()).isEqualTo(1);
    assertThat(second.endEpochNanos() - second.startEpochNanos()).isEqualTo(2_000_000);
  }

  @Test
  void noId_eachLogIsOneOfItsOwn() throws Exception {
    String log = body(CHAT, json("{}"), "{\"Helicone-Session-Id\": \"no-ids\"}", 0, 1);
    helicone.log(log);
    helicone.log(log);

    assertThat(helicone.exporter.store().reader().session("no-ids").orElseThrow().spans())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'status': 200, 'json': {'status': 'Failed', 'message': 'm'}} | ERROR | tool_error | m",
        "{'status': 200, 'json': {'error': {'type': 't', 'message': 'm'}}} | ERROR | t | m",
        "{'status': 200, 'json': {'error': 'm'}} | ERROR | m | m",
        "{'status': 200, 'json': {'success': false}} | ERROR | tool_error | -",
        "{'status': 503, 'json': {}} | ERROR | 503 | -",
        "{'status': -4, 'json': {}} | ERROR | -4 | -",
        "{'status': 200, 'json': {'error': null, 'success': true}} | UNSET | - | -",
        "{'status': 200, 'json': {'status': 'not_found'}} | UNSET | - | -",
        "{'status': 200, 'json': {}, 'textBody': 'Error: is only what it begins with'} | UNSET | - | -",
        "{'json': {}} | UNSET | - | -"
      })
  void outcome_ofATool_isWhatStatusOrBodySay(
      String response, SpanStatus status, String type, String message) throws Exception {
    Span span =
        logged(
            "{\"_type\": \"tool\", \"toolName\": \"t\", \"input\": 1}",
            response.substring(1, response.length() - 1).replace('\'', '"'));

    assertThat(span.operation().kind()).isEqualTo(OperationKind.TOOL);
    assertThat(span.status()).isEqualTo(status);
    assertThat(span.errorType()).isEqualTo(type);
    assertThat(span.statusMessage()).isEqualTo(message);
  }

  @Test
  void pending_hasNoEndUntilItIsLoggedAgain() throws Exception {
    String id = id(IDS.incrementAndGet());
    helicone.log(body(CHAT, "\"status\": -2, \"json\": {}", "{}", 0, 5), "Helicone-Request-Id", id);
    assertThat(helicone.span(id).endEpochNanos()).isNull();

    helicone.log(body(CHAT, json("{}"), "{}", 0, 9), "Helicone-Request-Id", id);

    assertThat(helicone.span(id).durationNanos()).isEqualTo(9_000_000);
  }

  @Test
  void stream_ofAnthropic_isOneMessage() throws Exception {
    Span span =
        logged(
            CHAT,
            text(
                """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"usage":{"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me "}}

                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"see"}}

                data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"tu_1","name":"look","input":{}}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":"}}

                data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"1}"}}

                data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":7}}

                data: {"type":"message_stop"}
                """));

    assertThat(span.operation().usage()).isEqualTo(new TokenUsage(15L, 7L, 5L, null, null));
    assertThat(span.operation().responseModel()).isEqualTo("claude-x");
    assertThat(span.operation().finishReasons()).containsExactly("tool_use");
    assertThat(JSON.readTree(span.content().outputMessages()))
        .isEqualTo(
            JSON.readTree(
                """
                [{"role": "assistant", "parts": [{"type": "text", "content": "Let me see"},
                  {"type": "tool_call", "id": "tu_1", "name": "look", "arguments": {"a": 1}}]}]
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'candidates': [{'content': {'role': 'model', 'parts': [{'text': 'a'}]}}]}"
            + "~{'candidates': [{'content': {'parts': [{'text': 'b'}]}, 'finishReason': 'STOP'}],"
            + " 'usageMetadata': {'promptTokenCount': 3, 'candidatesTokenCount': 2}} | STOP",
        "{'messageStart': {'role': 'assistant'}}~{'contentBlockDelta': {'delta': {'text': 'a'},"
            + " 'contentBlockIndex': 0}}~{'contentBlockDelta': {'delta': {'text': 'b'},"
            + " 'contentBlockIndex': 0}}~{'messageStop': {'stopReason': 'end_turn'}}"
            + "~{'metadata': {'usage': {'inputTokens': 3, 'outputTokens': 2}}} | end_turn",
        "{'type': 'response.created', 'response': {'id': 'r'}}~{'type': 'response.incomplete',"
            + " 'response': {'id': 'r', 'output': [{'type': 'message', 'role': 'assistant',"
            + " 'content': [{'type': 'output_text', 'text': 'ab'}]}], 'incomplete_details':"
            + " {'reason': 'max_output_tokens'}, 'usage': {'input_tokens': 3, 'output_tokens':"
            + " 2}}} | max_output_tokens"
      })
  void stream_ofOthers_isOneMessage(String lines, String reason) throws Exception {
    Span span = logged(CHAT, text(lines.replace('\'', '"').replace('~', '\n')));

    assertThat(span.operation().usage()).isEqualTo(new TokenUsage(3L, 2L, null, null, null));
    assertThat(span.operation().finishReasons()).containsExactly(reason);
    assertThat(JSON.readTree(span.content().outputMessages()).at("/0/parts"))
        .isEqualTo(JSON.readTree("[{\"type\": \"text\", \"content\": \"ab\"}]"));
  }

  @Test
  void bodies_asBase64OrOlderText_areRead() throws Exception {
    String encoded =
        Base64.getEncoder().encodeToString("{\"usage\": {\"prompt_tokens\": 3}}".getBytes(UTF_8));
    Span base64 = logged(CHAT, "\"status\": 200, \"base64\": \"" + encoded + "\"");
    String older =
        body("{}", json("{}"), "{}", 0, 1)
            .replace(
                "\"json\": {}, \"meta\"", "\"body\": \"{\\\"model\\\": \\\"m-1\\\"}\", \"meta\"");
    String id = id(IDS.incrementAndGet());
    helicone.log(older, "Helicone-Request-Id", id);

    assertThat(base64.operation().usage().input()).isEqualTo(3);
    assertThat(helicone.span(id).operation().requestModel()).isEqualTo("m-1");
  }

  @Test
  void omitted_bodiesAreNotKept() throws Exception {
    String id = id(IDS.incrementAndGet());
    helicone.log(
        body(
            "{\"model\": \"m-2\", \"messages\": [{\"role\": \"user\", \"content\": \"secret\"}]}",
            json(
                "{\"choices\": [{\"message\": {\"content\": \"secret\"}}], \"usage\":"
                    + " {\"prompt_tokens\": 3}}"),
            "{}",
            0,
            1),
        "Helicone-Request-Id",
        id,
        "Helicone-Omit-Request",
        "true",
        "Helicone-Omit-Response",
        "true");

    Span span = helicone.span(id);

    assertThat(span.content().isEmpty()).isTrue();
    assertThat(span.attributes().toString()).doesNotContain("secret");
    assertThat(span.operation().requestModel()).isEqualTo("m-2");
    assertThat(span.operation().usage().input()).isEqualTo(3);
  }

  @Test
  void vectorDb_insert_isNoRetrieval() throws Exception {
    Span span =
        logged(
            "{\"_type\": \"vector_db\", \"operation\": \"insert\", \"collection\": \"docs\"}",
            json("{\"status\": \"success\"}"));

    assertThat(span.name()).isEqualTo("vector_db insert docs");
    assertThat(span.operation().kind()).isEqualTo(OperationKind.OTHER);
    assertThat(span.attributes().get("db.collection.name").asText()).isEqualTo("docs");
  }

  @Test
  void timing_roundedApart_isAnInstant() throws Exception {
    String id = id(IDS.incrementAndGet());
    helicone.log(body(CHAT, json("{}"), "{}", 11, 10), "Helicone-Request-Id", id);

    assertThat(helicone.span(id).durationNanos()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | body must be JSON: Unrecognized token 'nonsense'",
        "{} {} | body must be JSON: Trailing token",
        "[] | providerRequest must be an object: was absent. A log is {\"providerRequest\": ",
        "{'providerRequest': {}, 'providerResponse': 5} | providerResponse must be an object: was 5",
        "{'providerRequest': {}, 'providerResponse': {}, 'timing': {}} | timing.startTime must be"
            + " {\"seconds\": seconds since 1970, \"milliseconds\": 0 to 999}: was absent",
        "{'providerRequest': {'json': 'x'}, 'providerResponse': {}, 'timing': {'startTime': {'seconds': 5}, 'endTime': {'seconds': 5}}} |"
            + " providerRequest.json must be an object: was \"x\"",
        "{'providerRequest': {}, 'providerResponse': {'status': 'ok'}, 'timing': {'startTime': {'seconds': 5}, 'endTime': {'seconds': 5}}} |"
            + " providerResponse.status must be a whole number, such as 200: was \"ok\"",
        "{'providerRequest': {}, 'providerResponse': {'base64': '?'}, 'timing': {'startTime': {'seconds': 5}, 'endTime': {'seconds': 5}}} |"
            + " providerResponse.base64 must be base64: ",
        "{'providerRequest': {}, 'providerResponse': {}, 'timing': {'startTime': {'seconds': 5},"
            + " 'endTime': {'seconds': 4}}} | 1 spans rejected: span \"chat\" starts at 5000000000 ns",
      })
  void badBody_400SaysWhatWasExpected(String body, String message) throws Exception {
    HttpResponse<String> response = helicone.post("/custom/v1/log", body.replace('\'', '"'));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body()).get("error");
    assertThat(error.asText()).startsWith(message);
  }

  @Test
  void tooLarge_asSentOrDecompressed_413(@TempDir Path other) throws Exception {
    ExporterConfig small =
        ExporterConfig.read(
            null,
            Map.of(),
            Map.of(
                "data-dir", other.toString(),
                "grpc-port", "0",
                "http-port", "0",
                "web-port", "0",
                "max-request-bytes", "64KB"));
    String log = body(CHAT, text("x".repeat(100_000)), "{}", 0, 1);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(log.getBytes(UTF_8));
    }
    try (RunningExporter exporter = ExporterMain.start(small)) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:%d/custom/v1/log".formatted(exporter.httpPort())));
      HttpClient client = HttpClient.newHttpClient();
      HttpResponse<String> asSent =
          client.send(
              request.POST(HttpRequest.BodyPublishers.ofString(log)).build(),
              HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> decompressed =
          client.send(
              request
                  .header("content-encoding", "gzip")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(compressed.toByteArray()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(asSent.statusCode()).isEqualTo(413);
      assertThat(decompressed.statusCode()).isEqualTo(413);
      assertThat(decompressed.body())
          .isEqualTo(
              "{\"error\":\"a log must have at most 65536 bytes, as sent and decompressed"
                  + " (max-request-bytes)\"}");
    }
  }
}
