package io.treeline.exporter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUMMARY =
      """
      {"sessionId": "order-4711", "sessionIdSource": "session_key",
       "name": "Customer Support - Refund", "nameSource": "given",
       "startTime": "2026-09-21T14:13:20.000000000Z", "endTime": "2026-09-21T14:13:21.000000000Z",
       "durationMillis": 1000, "activeMillis": 1000, "status": "recovered",
       "llmCalls": 2, "toolCalls": 2, "spans": 7, "errors": 1,
       "inputTokens": 1250, "outputTokens": 300, "cacheReadTokens": 800, "cacheWriteTokens": null,
       "reasoningTokens": 64, "costUsd": "0.0012345", "unpricedCalls": 1, "estimatedCalls": 0,
       "models": ["gpt-4o-mini-2024-07-18", "house-model"], "users": ["u-17"],
       "services": ["support", "test-service"], "properties": {"tier": ["gold"]}}
      """;

  private RunningApi api;

  @BeforeAll
  void start(@TempDir Path directory) {
    api = new RunningApi(directory);
    api.write(new SupportSession("order-4711").array());
    for (int i = 0; i < 5; i++) {
      api.write(
          TestSpans.agent("pager").session("page-" + i).at(i * 10_000, i * 10_000 + 5).build());
    }
  }

  @AfterAll
  void stop() {
    api.close();
  }

  @Test
  void session_known_everyField() throws Exception {
    JsonNode session = api.get("/api/v1/sessions/order-4711");

    assertThat(((ObjectNode) session).remove("scores")).isEmpty();
    assertThat(withPlainCost(session)).isEqualTo(JSON.readTree(SUMMARY));
  }

  @Test
  void session_controlCharacterInIdAndName_isFoundByItsEscape() throws Exception {
    api.write(
        TestSpans.agent("a").session("red\u001b[31m").sessionName("bell\u0007 \\u12").build());

    assertThat(api.get("/api/v1/sessions/red%5Cu001b%5B31m").get("name").asText())
        .isEqualTo("bell\u0007 \\u12");
    assertThat(api.get("/api/v1/sessions?name=bell%5Cu0007%20%5Cu12").get("sessions")).hasSize(1);
  }

  @Test
  void tree_bySpan_nestedInOrderWithTotals() throws Exception {
    JsonNode tree = api.get("/api/v1/sessions/order-4711/tree");

    assertThat(tree.get("by").asText()).isEqualTo("span");
    assertThat(withPlainCost(tree.get("summary"))).isEqualTo(JSON.readTree(SUMMARY));
    assertThat(drawn(tree.get("roots"), ""))
        .containsExactly(
            "invoke_agent support-agent self 180 of 1000",
            "-chat gpt-4o-mini self 190 of 190",
            "-execute_tool lookup_order self 50 of 50",
            "-execute_tool lookup_order self 80 of 80",
            "-invoke_agent refund-agent self 30 of 500",
            "--chat house-model self 90 of 90",
            "--human_intervention approval self 380 of 380");
    JsonNode root = tree.get("roots").get(0);
    assertThat(root.get("id").asText()).isEqualTo(SupportSession.TRACE + ":00000000000000a1");
    assertThat(withPlainCost(root.get("subtree")))
        .isEqualTo(
            JSON.readTree(
                """
                {"spans": 7, "durationMillis": 1000, "llmCalls": 2, "toolCalls": 2, "errors": 1,
                 "inputTokens": 1250, "outputTokens": 300, "cacheReadTokens": 800,
                 "cacheWriteTokens": null, "reasoningTokens": 64, "costUsd": "0.0012345",
                 "unpricedCalls": 1, "estimatedCalls": 0}
                """));
  }

  @Test
  void nodes_inPieces_areTheSpanTreeWithoutWhatIsAbsent() throws Exception {
    JsonNode first = api.get("/api/v1/sessions/order-4711/nodes?limit=3");
    JsonNode rest = api.get("/api/v1/sessions/order-4711/nodes?offset=3");

    assertThat(first.get("total").asInt()).isEqualTo(7);
    assertThat(first.get("nextOffset").asInt()).isEqualTo(3);
    assertThat(first.get("nodes")).hasSize(3);
    assertThat(rest.get("nextOffset").isNull()).isTrue();
    assertThat(rest.get("version")).isEqualTo(first.get("version"));
    assertThat(withPlainCost(first.get("summary"))).isEqualTo(JSON.readTree(SUMMARY));

    List<JsonNode> nodes = new ArrayList<>();
    first.get("nodes").forEach(nodes::add);
    rest.get("nodes").forEach(nodes::add);
    List<JsonNode> expected = new ArrayList<>();
    List<Integer> depths = new ArrayList<>();
    flatten(api.get("/api/v1/sessions/order-4711/tree").get("roots"), 0, expected, depths);
    assertThat(nodes).extracting(node -> node.get("depth").asInt()).isEqualTo(depths);
    for (int i = 0; i < nodes.size(); i++) {
      assertThat(nodes.get(i).get("span")).isEqualTo(present(expected.get(i).get("span")));
      assertThat(nodes.get(i).get("self")).isEqualTo(present(expected.get(i).get("self")));
      assertThat(nodes.get(i).get("subtree")).isEqualTo(present(expected.get(i).get("subtree")));
    }
  }

  private static void flatten(
      JsonNode siblings, int depth, List<JsonNode> nodes, List<Integer> depths) {
    for (JsonNode node : siblings) {
      nodes.add(node);
      depths.add(depth);
      flatten(node.get("children"), depth + 1, nodes, depths);
    }
  }

  /** The same without fields that are null, false or an empty list. */
  private static JsonNode present(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    ObjectNode result = JSON.createObjectNode();
    value
        .properties()
        .forEach(
            field -> {
              JsonNode each = field.getValue();
              boolean absent =
                  each.isNull()
                      || (each.isBoolean() && !each.booleanValue())
                      || (each.isArray() && each.isEmpty());
              if (!absent) {
                result.set(field.getKey(), present(each));
              }
            });
    return result;
  }

  @Test
  void tree_byPath_placesReadAsDecisions() throws Exception {
    JsonNode tree = api.get("/api/v1/sessions/order-4711/tree?by=path");

    JsonNode root = tree.get("roots").get(0);
    assertThat(drawn(tree.get("roots"), ""))
        .containsExactly(
            "support-agent self 1000 of 1000",
            "-chat self 190 of 190",
            "-lookup_order self 130 of 130",
            "-refund-agent self 500 of 500",
            "--chat self 90 of 90",
            "--approval self 380 of 380");
    JsonNode lookup = root.get("children").get(1);
    assertThat(lookup.get("path").asText()).isEqualTo("/support-agent/lookup_order");
    assertThat(lookup.get("id").asText()).isEqualTo("/support-agent/lookup_order");
    assertThat(lookup.get("derived").asBoolean()).isTrue();
    assertThat(texts(lookup.get("spanKeys")))
        .containsExactly(
            SupportSession.TRACE + ":00000000000000a3", SupportSession.TRACE + ":00000000000000a4");
  }

  @Test
  void analysis_supportSession_tellsTheRetryAndThePersonsPart() throws Exception {
    JsonNode analysis = api.get("/api/v1/sessions/order-4711/analysis");

    String failed = SupportSession.TRACE + ":00000000000000a3";
    String again = SupportSession.TRACE + ":00000000000000a4";
    assertThat(analysis.get("problems"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"kind": "recovered",
                  "sentence": "lookup_order failed (TimeoutException); it was tried again and that worked after 120 ms",
                  "spans": ["%s", "%s"], "moreSpans": 0,
                  "startTime": "2026-09-21T14:13:20.210000000Z",
                  "wasted": {"calls": 1, "durationMillis": 120, "inputTokens": null,
                             "outputTokens": null, "costUsd": null}}]
                """
                    .formatted(failed, again)));
    assertThat(analysis.at("/outcomes/0"))
        .isEqualTo(
            JSON.readTree(
                """
                {"span": "%s", "outcome": "recovered", "path": "/support-agent/lookup_order",
                 "cause": true, "nextStep": "retry", "evidence": "attribute", "nextSpan": "%s",
                 "recoveredBy": "%s", "attempts": 2,
                 "recovery": {"calls": 1, "durationMillis": 120, "inputTokens": null,
                              "outputTokens": null, "costUsd": null},
                 "loop": null, "redundant": false}
                """
                    .formatted(failed, again, again)));
    assertThat(analysis.at("/autonomy/humanFree").asBoolean()).isFalse();
    assertThat(analysis.at("/autonomy/approved").asLong()).isEqualTo(1);
    assertThat(analysis.at("/time/wallMillis").asLong()).isEqualTo(1000);
    assertThat(analysis.at("/time/waitingMillis").asLong()).isEqualTo(380);
    assertThat(analysis.at("/loops/unknownCalls").asLong()).isEqualTo(1);
    assertThat(analysis.at("/recovery/tools/0/recovered").asLong()).isEqualTo(1);
    api.get("/api/v1/sessions/nope/analysis", 404);
  }

  @Test
  void span_ofALayeredCall_saysWhatItsUsageIsSuppressedBy() throws Exception {
    Span agent = TestSpans.agent("a").session("layered").at(-90_000, -80_000).build();
    Span chain = TestSpans.llm("m").childOf(agent).at(-90_000, -85_000).tokens(100, 20).build();
    Span client = TestSpans.llm("m").childOf(chain).at(-89_000, -86_000).tokens(100, 20).build();
    api.write(agent, chain, client);

    JsonNode outer = api.get("/api/v1/spans/" + chain.key().traceId() + "/" + chain.key().spanId());
    JsonNode inner =
        api.get("/api/v1/spans/" + client.key().traceId() + "/" + client.key().spanId());

    String clientId = client.key().traceId() + ":" + client.key().spanId();
    assertThat(outer.at("/usageSuppressedBy/rule").asText()).isEqualTo("descendant-reports-usage");
    assertThat(outer.at("/usageSuppressedBy/span").asText()).isEqualTo(clientId);
    assertThat(outer.get("unpriced").asBoolean()).isFalse();
    assertThat(inner.get("foldedInto").asText())
        .isEqualTo(chain.key().traceId() + ":" + chain.key().spanId());
    assertThat(inner.get("usageSuppressedBy").isNull()).isTrue();
    assertThat(api.get("/api/v1/sessions/layered").get("llmCalls").asLong()).isEqualTo(1);
  }

  @Test
  void spans_known_everyFieldOfEachByStart() throws Exception {
    JsonNode spans = api.get("/api/v1/sessions/order-4711/spans").get("spans");

    assertThat(spans).hasSize(7);
    assertThat(withPlainCost(spans.get(1)))
        .isEqualTo(
            JSON.readTree(
                """
                {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "00000000000000a2",
                 "parentSpanId": "00000000000000a1", "sessionId": "order-4711",
                 "name": "chat gpt-4o-mini", "kind": "client", "operation": "llm",
                 "operationName": "chat", "service": "test-service",
                 "startTime": "2026-09-21T14:13:20.010000000Z",
                 "endTime": "2026-09-21T14:13:20.200000000Z", "durationMillis": 190,
                 "status": "unset", "statusMessage": null, "errorType": null,
                 "errorSource": null,
                 "path": "/support-agent/chat", "pathSource": "derived",
                 "agentName": null, "toolName": null, "toolCallId": null, "provider": null,
                 "requestModel": "gpt-4o-mini", "responseModel": "gpt-4o-mini-2024-07-18",
                 "finishReasons": ["tool_calls"], "inputTokens": 1200, "outputTokens": 300,
                 "cacheReadTokens": 800, "cacheWriteTokens": null, "reasoningTokens": 64,
                 "costUsd": "0.0012345", "unpriced": false, "emptyResult": false,
                 "timeToFirstChunkMillis": 1.5,
                 "retryAttempt": null, "retryCount": 1, "inferred": false,
                 "decision": {"type": "tool_select", "offered": ["lookup_order", "refund"],
                              "chosen": ["lookup_order"]},
                 "iteration": null, "maxIterations": null, "stopReason": null, "human": null,
                 "outcome": "ok", "recoveredBy": null, "foldedInto": null, "wrapper": false,
                 "usageSuppressedBy": null}
                """));
    assertThat(spans.get(0).get("iteration").asInt()).isEqualTo(2);
    assertThat(spans.get(0).get("maxIterations").asInt()).isEqualTo(5);
    assertThat(spans.get(0).get("stopReason").asText()).isEqualTo("final_answer");
    assertThat(spans.get(2).get("errorType").asText()).isEqualTo("TimeoutException");
    assertThat(spans.get(3).get("retryAttempt").asInt()).isEqualTo(1);
    assertThat(spans.get(6).get("human"))
        .isEqualTo(JSON.readTree("{\"type\": \"approval\", \"decision\": \"approved\"}"));
  }

  @Test
  void span_known_contentAsJsonOrText() throws Exception {
    String trace = "/api/v1/spans/" + SupportSession.TRACE;
    JsonNode chat = api.get(trace + "/00000000000000a2");
    JsonNode tool = api.get(trace + "/00000000000000a4");

    assertThat(chat.get("path").asText()).isEqualTo("/support-agent/chat");
    assertThat(chat.at("/content/inputMessages/0/parts/0/content").asText()).isEqualTo("hi");
    assertThat(chat.at("/content/outputMessages/0/score").decimalValue())
        .isEqualTo(new java.math.BigDecimal("1.10"));
    assertThat(chat.at("/content/systemInstructions").isNull()).isTrue();
    assertThat(chat.at("/decisionArguments/0/arguments/order").asInt()).isEqualTo(4711);
    assertThat(chat.get("decisionRationale").asText()).isEqualTo("The order is needed first.");
    assertThat(chat.get("events"))
        .isEqualTo(
            JSON.readTree(
                """
                [{"time": "2026-09-21T14:13:20.020000001Z", "name": "treeline.retry",
                  "attributes": {"treeline.retry.reason": "429"}}]
                """));
    assertThat(chat.at("/links/0/spanId").asText()).isEqualTo("b".repeat(16));
    assertThat(tool.at("/content/toolArguments/order").asInt()).isEqualTo(4711);
    assertThat(tool.at("/content/toolResult").asText()).isEqualTo("plain text");
  }

  @Test
  void sessions_pageByPage_everySessionOnceNewestFirst() throws Exception {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get("/api/v1/sessions?q=page-&limit=2" + cursor);
      page.get("sessions").forEach(session -> ids.add(session.get("sessionId").asText()));
      cursor = page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asText();
    } while (!cursor.isEmpty());

    assertThat(ids).containsExactly("page-4", "page-3", "page-2", "page-1", "page-0");
  }

  @ParameterizedTest
  @CsvSource({
    "status=recovered",
    "user=u-17",
    "name=Customer%20Support%20-%20Refund",
    "property=tier=gold",
    "property=tier%3Dgold",
    "q=ORDER-47",
    "sort=-cost&limit=1",
    "from=2026-09-21T14:13:20.1Z&to=2026-09-21T14:13:20.2Z",
    "from=2026-09-21T16:13:20.1%2B02:00&to=2026-09-21T14:13:20.2Z"
  })
  void sessions_filtered_theOneThatMatches(String filter) throws Exception {
    assertThat(texts(api.get("/api/v1/sessions?" + filter).get("sessions"), "sessionId"))
        .containsExactly("order-4711");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sessions?limt=5 | unknown parameter limt: did you mean limit?",
        "sessions?foobarbaz=5 | unknown parameter foobarbaz: must be one of agent, content, cursor,"
            + " from, limit, maxCost, maxDurationMillis, maxErrors, minCost, minDurationMillis,"
            + " minErrors, model, name, operation, path, property, provider, q, service, sort,"
            + " status, to, tool, user",
        "sessions?limit=5000 | limit must be 1 to 1000: was 5000",
        "sessions?limit=many | limit must be 1 to 1000: was many",
        "sessions?limit=1&limit=2 | limit must be given once: was given 2 times",
        "sessions?status=bad | status must be one of ok, recovered, error: was \"bad\"",
        "sessions?sort=price | sort must be one of startTime, endTime, duration, cost, spans,"
            + " errors, tokens, recovered, loops, humanSteps, with a leading - for descending: was"
            + " \"price\"",
        "sessions?property=tier | property must be key=value, such as tier=gold: was \"tier\"",
        "sessions?from=yesterday | from must be an ISO-8601 time with zone, such as"
            + " 2026-11-23T06:31:26Z: was \"yesterday\"",
        "sessions?from=2026-09-21T14:00:00Z&to=2026-09-21T13:00:00Z | to must be after from: were"
            + " \"2026-09-21T13:00:00Z\" and \"2026-09-21T14:00:00Z\"",
        "sessions?cursor=AAAA | cursor must be the nextCursor of a page with the same filters and"
            + " sort: was \"AAAA\"",
        "sessions/order-4711/nodes?limit=0 | limit must be 1 to 20000: was \"0\"",
        "sessions/order-4711/nodes?offset=x | offset must be 0 to 2147483647: was \"x\"",
        "sessions/order-4711/tree?by=time | by must be span or path: was \"time\"",
        "sessions/order-4711?by=span | unknown parameter by: this resource has no parameters",
        "spans/xyz/00000000000000a1 | trace id must be 32 lower-case hex digits, not all zero: was"
            + " \"xyz\""
      })
  void any_badValue_400NamesValueAndWhatWasExpected(String path, String message) throws Exception {
    assertThat(api.error("/api/v1/" + path, 400)).isEqualTo("INVALID_ARGUMENT: " + message);
  }

  @Test
  void sessions_cursorOfOtherFilter_400() throws Exception {
    String cursor = api.get("/api/v1/sessions?q=page-&limit=2").get("nextCursor").asText();

    assertThat(api.error("/api/v1/sessions?q=order&limit=2&cursor=" + cursor, 400))
        .startsWith("INVALID_ARGUMENT: cursor must be the nextCursor of a page with the same");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sessions/nope | no session \"nope\" is stored",
        "sessions/nope/tree | no session \"nope\" is stored",
        "sessions/nope/spans | no session \"nope\" is stored",
        "spans/5b8efff798038103d269b633813fc60c/00000000000000ff | no span 00000000000000ff in"
            + " trace 5b8efff798038103d269b633813fc60c is stored",
        "session | no resource /api/v1/session: /api/v1/openapi.json lists what there is"
      })
  void any_unknown_404SaysWhat(String path, String message) throws Exception {
    assertThat(api.error("/api/v1/" + path, 404)).isEqualTo("NOT_FOUND: " + message);
  }

  @ParameterizedTest
  @CsvSource({"a%2Fb%20c, a/b c", "%25, %", "a%3Fb%23c, a?b#c"})
  void session_idNeedsEscaping_found(String escaped, String id) throws Exception {
    api.write(TestSpans.span().session(id).build());

    assertThat(api.get("/api/v1/sessions/" + escaped).get("sessionId").asText()).isEqualTo(id);
    assertThat(api.get("/api/v1/sessions/" + escaped + "/tree").get("sessionId").asText())
        .isEqualTo(id);
  }

  @Test
  void status_running_versionStoreAndCounters() throws Exception {
    assertThat(api.get("/api/v1/status"))
        .isEqualTo(
            JSON.readTree(
                """
                {"version": "1.2.3", "store": {"healthy": true, "problem": null},
                 "received": {"spans": 7}}
                """));
  }

  @Test
  void any_otherMethods_readOnlyAndNoCors() throws Exception {
    HttpResponse<String> head = method("HEAD");
    HttpResponse<String> options = method("OPTIONS");
    HttpResponse<String> delete = method("DELETE");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
    assertThat(delete.statusCode()).isEqualTo(405);
    assertThat(delete.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void any_foreignOrigin_refused() throws Exception {
    HttpRequest foreign =
        api.request("/api/v1/sessions").header("Origin", "http://evil.example").build();
    HttpRequest own = api.request("/api/v1/sessions").header("Origin", api.url()).build();

    assertThat(api.send(foreign).statusCode()).isEqualTo(403);
    assertThat(api.send(own).statusCode()).isEqualTo(200);
  }

  @Test
  void any_foreignHostName_refused() throws Exception {
    try (java.net.Socket socket = new java.net.Socket("127.0.0.1", api.port())) {
      socket
          .getOutputStream()
          .write("GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes("UTF-8"));
      byte[] start = socket.getInputStream().readNBytes(12);

      assertThat(new String(start, "UTF-8")).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void spans_clientTakesGzip_compressed() throws Exception {
    HttpRequest request =
        api.request("/api/v1/sessions/order-4711/spans").header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> response =
        api.client.send(request, HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    byte[] plain =
        new GZIPInputStream(new java.io.ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(JSON.readTree(plain).get("spans")).hasSize(7);
  }

  private HttpResponse<String> method(String method) throws IOException, InterruptedException {
    return api.send(
        api.request("/api/v1/sessions/order-4711/tree")
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private static List<String> drawn(JsonNode nodes, String indent) {
    List<String> lines = new ArrayList<>();
    for (JsonNode node : nodes) {
      lines.add(
          "%s%s self %s of %s"
              .formatted(
                  indent,
                  node.get("label").asText(),
                  node.at("/self/durationMillis").asText(),
                  node.at("/subtree/durationMillis").asText()));
      lines.addAll(drawn(node.get("children"), indent + "-"));
    }
    return lines;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.get(field).asText())
        .toList();
  }

  /** The engine may keep trailing zeros of money or not: the number is the same. */
  private static JsonNode withPlainCost(JsonNode node) throws IOException {
    JsonNode copy = JSON.readTree(node.toString());
    String cost = copy.get("costUsd").asText();
    String plain = new java.math.BigDecimal(cost).stripTrailingZeros().toPlainString();
    return ((com.fasterxml.jackson.databind.node.ObjectNode) copy).put("costUsd", plain);
  }
}
