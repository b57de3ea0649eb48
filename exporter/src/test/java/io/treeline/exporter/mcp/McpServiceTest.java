package io.treeline.exporter.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema;
import io.treeline.exporter.api.RunningApi;
import io.treeline.exporter.api.SupportSession;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint, asked by the protocol's own client. */
class McpServiceTest {

  private static final String FAILED = SupportSession.TRACE + ":00000000000000a3";

  @TempDir static Path directory;

  private static RunningApi api;
  private static McpSyncClient client;

  @BeforeAll
  static void start() {
    api = new RunningApi(directory);
    api.write(new SupportSession("order-4711").array());
    api.write(wide());
    JsonSchemaValidator trusting =
        (schema, content) -> JsonSchemaValidator.ValidationResponse.asValid("");
    client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(api.url())
                    .endpoint("/mcp")
                    .jsonMapper(new JacksonMcpJsonMapper(new ObjectMapper()))
                    .build())
            .jsonSchemaValidator(trusting)
            .build();
    client.initialize();
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  /** More nodes than an answer can bear. */
  private static Span[] wide() {
    Span agent = TestSpans.agent("wide").session("wide").at(0, 10_000).build();
    List<Span> spans = new ArrayList<>(List.of(agent));
    for (int i = 0; i < 600; i++) {
      spans.add(
          TestSpans.tool("a_tool_with_a_rather_long_name_" + i)
              .childOf(agent)
              .session("wide")
              .at(i, i + 1)
              .build());
    }
    return spans.toArray(Span[]::new);
  }

  private static McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
    return client.callTool(new McpSchema.CallToolRequest(tool, arguments));
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().get(0)).text();
  }

  @Test
  void initialize_saysWhoItIsAndHowToStart() {
    assertThat(client.getServerInfo().name()).isEqualTo("treeline");
    assertThat(client.getServerInstructions()).contains("explain_failure");
    assertThat(client.listTools().tools())
        .extracting(McpSchema.Tool::name)
        .containsExactlyInAnyOrder(
            "list_sessions",
            "get_session",
            "get_tree",
            "explain_failure",
            "find_spans",
            "get_span",
            "aggregate",
            "sql");
    assertThat(client.listTools().tools())
        .allSatisfy(tool -> assertThat(tool.annotations().readOnlyHint()).isTrue());
  }

  @Test
  void listSessions_byTool_oneLineEachAndTheSameAsData() {
    McpSchema.CallToolResult result = call("list_sessions", Map.of("tool", "lookup_order"));

    assertThat(result.isError()).isFalse();
    assertThat(text(result)).startsWith("order-4711  ").contains("recovered", "$0.0012345");
    Map<?, ?> data = (Map<?, ?>) result.structuredContent();
    assertThat((List<?>) data.get("sessions"))
        .singleElement()
        .satisfies(
            session ->
                assertThat((Map<String, Object>) (Map<?, ?>) session)
                    .containsEntry("sessionId", "order-4711")
                    .containsEntry("costUsd", "0.0012345"));
  }

  @Test
  void getTree_bothKinds_showWhatFailed() {
    assertThat(text(call("get_tree", Map.of("sessionId", "order-4711"))))
        .contains("support-agent", "  lookup_order  2 spans", "1 errors");
    assertThat(text(call("get_tree", Map.of("sessionId", "order-4711", "by", "span"))))
        .contains(
            "[" + FAILED + "] tool", "RECOVERED: no answer within 50 ms", "chose lookup_order");
  }

  @Test
  void getTree_large_isCutAndSaysHowToGoOn() {
    McpSchema.CallToolResult all =
        call("get_tree", Map.of("sessionId", "wide", "by", "span", "maxNodes", 1000));

    assertThat(text(all).length()).isLessThanOrEqualTo(Answer.MOST);
    assertThat(text(all)).contains("nodes not shown: use under, maxDepth or maxNodes");
    assertThat(text(call("get_tree", Map.of("sessionId", "wide", "maxNodes", 3))))
        .contains("… 598 of 601 nodes not shown");
  }

  @Test
  void explainFailure_recoveredTool_saysWhyAndWhatCameNext() {
    McpSchema.CallToolResult result = call("explain_failure", Map.of("sessionId", "order-4711"));

    assertThat(text(result))
        .contains(
            "recovered: lookup_order failed",
            "[" + FAILED + "]",
            "type: TimeoutException",
            "message: no answer within 50 ms",
            "next: retry, 2 attempts, recovered",
            "arguments: {\"order\": 4711}");
    assertThat(text(call("explain_failure", Map.of("sessionId", "wide"))))
        .contains("nothing went wrong");
  }

  @Test
  void getSessionFindSpansGetSpan_leadFromOneToTheNext() {
    assertThat(text(call("get_session", Map.of("sessionId", "order-4711"))))
        .contains("- recovered: ", "people took part 1 times");
    assertThat(text(call("find_spans", Map.of("q", "\"plain text\""))))
        .startsWith("[" + SupportSession.TRACE + ":00000000000000a4]")
        .contains("toolResult: plain text");
    assertThat(text(call("get_span", Map.of("span", FAILED))))
        .contains("toolArguments: {\"order\": 4711}", "outcome: recovered");
    assertThat(text(call("get_span", Map.of("span", FAILED, "maxCharacters", 3))))
        .contains("toolArguments: {\"o… (15 characters)");
  }

  @Test
  void aggregateAndSql_numbersOverMany() {
    assertThat(
            text(
                call(
                    "aggregate",
                    Map.of("groupBy", "tool", "sort", "-failed", "q", "order", "limit", 5))))
        .startsWith("lookup_order: sessions 1, spans 2")
        .contains("failed 1", "(total): ");
    assertThat(
            text(
                call(
                    "sql",
                    Map.of(
                        "sql",
                        "SELECT count(*) AS n FROM spans WHERE tool_name = 'lookup_order'"))))
        .isEqualTo("n\n2\n");
    assertThat(text(call("sql", Map.of("sql", "SELECT span_id FROM spans", "limit", 2))))
        .contains("there are more rows");
  }

  @Test
  void anyTool_wrong_isAnErrorThatHelps() {
    McpSchema.CallToolResult unknown = call("get_tree", Map.of("sessionId", "nope"));
    assertThat(unknown.isError()).isTrue();
    assertThat(text(unknown)).isEqualTo("no session \"nope\" is stored");

    assertThat(text(call("get_tree", Map.of("session", "nope"))))
        .isEqualTo(
            "unknown argument \"session\"; this tool has by, maxDepth, maxNodes, sessionId, under");
    assertThat(text(call("list_sessions", Map.of("limit", 5000))))
        .isEqualTo("limit must be a whole number of 1 to 100: was \"5000\"");
    assertThat(text(call("sql", Map.of("sql", "DROP TABLE spans")))).isNotBlank();
    assertThat(call("sql", Map.of("sql", "DROP TABLE spans")).isError()).isTrue();
  }

  @Test
  void schemaResource_hasTheColumnsOfTheViews() {
    McpSchema.Resource resource = client.listResources().resources().get(0);
    String text =
        ((McpSchema.TextResourceContents) client.readResource(resource).contents().get(0)).text();

    assertThat(text).contains("## spans", "- owns_usage BOOLEAN", "- cost_usd DECIMAL(38,18)");
  }

  @Test
  void endpoint_foreignOriginOrMethodOrBody_isRefused() throws Exception {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(URI.create(api.url() + "/mcp"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(send(post.copy().header("origin", "http://evil.example")).statusCode())
        .isEqualTo(403);
    assertThat(send(post).statusCode()).isEqualTo(400);
    assertThat(send(post.copy().setHeader("content-type", "text/plain")).statusCode())
        .isEqualTo(415);
    assertThat(send(HttpRequest.newBuilder(URI.create(api.url() + "/mcp")).GET()).statusCode())
        .isEqualTo(405);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
