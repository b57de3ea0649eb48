package io.treeline.javaagent.instrumentation.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every supported version: one run of {@link McpProgram} under the agent. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class McpContract {

  private final String version;
  private final boolean propagatesSession;

  private OtlpTestReceiver receiver;
  private HttpServer backend;
  private String output;

  McpContract(String version, boolean propagatesSession) {
    this.version = version;
    this.propagatesSession = propagatesSession;
  }

  abstract List<String> transports();

  @BeforeAll
  void run(@TempDir Path directory) throws Exception {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.setExecutor(Executors.newCachedThreadPool());
    backend.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    backend.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm = program(directory).exportTo(receiver).start()) {
      jvm.awaitSuccess();
      output = jvm.output();
    }
  }

  final AgentJvm.Builder program(Path directory) {
    return AgentJvm.builder(McpProgram.class)
        .libraries(
            "io.modelcontextprotocol.sdk:mcp:" + version,
            "org.apache.tomcat.embed:tomcat-embed-core:11.0.25")
        .treelineApi()
        .property("backend", "http://127.0.0.1:" + backend.getAddress().getPort() + "/ask")
        .property("tomcat.base", directory.toString())
        .property("treeline.session.propagation.enabled", "" + propagatesSession);
  }

  @AfterAll
  void close() {
    receiver.close();
    backend.stop(0);
  }

  final List<ReceivedSpan> spans() {
    return receiver.spans();
  }

  final String output() {
    return output;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void toolCall_overEveryTransport_isOneTreeOfClientServerAndBackend(String transport) {
    ReceivedSpan client = client(transport, "tools/call lookup_order");
    assertThat(client.attributesWithoutThread())
        .containsEntry("gen_ai.operation.name", "execute_tool")
        .containsEntry("gen_ai.tool.name", "lookup_order")
        .containsEntry("gen_ai.tool.call.arguments", "{\"orderId\":7}")
        .containsEntry("gen_ai.tool.call.result", "{\"status\":\"shipped\"}")
        .containsEntry("mcp.method.name", "tools/call")
        .containsEntry("network.transport", transport.equals("stdio") ? "pipe" : "tcp")
        .containsEntry("openinference.span.kind", "TOOL")
        .containsEntry("session.id", transport)
        .containsKeys("jsonrpc.request.id", "mcp.protocol.version")
        .doesNotContainKeys("error.type", "rpc.response.status_code");
    assertThat(client.status()).isEqualTo("UNSET");

    ReceivedSpan server = serverOf(client);
    assertThat(server.name()).isEqualTo("tools/call lookup_order");
    assertThat(server.attribute("jsonrpc.request.id"))
        .isEqualTo(client.attribute("jsonrpc.request.id"));
    assertThat(server.attribute("gen_ai.tool.call.result")).isEqualTo("{\"status\":\"shipped\"}");
    assertThat(server.traceId()).isEqualTo(client.traceId());
    assertThat(server.resource().get("service.name"))
        .isEqualTo(transport.equals("stdio") ? "stdio-server" : "test");
    assertThat(children(server)).extracting(ReceivedSpan::name).containsExactly("GET");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void session_ofTheClient_reachesTheServerOnlyWhenThatIsWanted(String transport) {
    ReceivedSpan server = serverOf(client(transport, "tools/call lookup_order"));

    assertThat(server.attribute("session.id")).isEqualTo(propagatesSession ? transport : null);
    assertThat(server.attribute("user.id")).isEqualTo(propagatesSession ? "u-1" : null);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void toolResult_thatIsAnError_isOneOnBothSides(String transport) {
    ReceivedSpan client = client(transport, "tools/call refund");

    for (ReceivedSpan span : List.of(client, serverOf(client))) {
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat(span.attributes())
          .containsEntry("error.type", "tool_error")
          .containsEntry("treeline.tool.is_error", true)
          .containsEntry("gen_ai.tool.call.result", "{\"result\":\"no such order\"}")
          .doesNotContainKey("rpc.response.status_code");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void unknownTool_isAnErrorWithItsCode(String transport) {
    ReceivedSpan client = client(transport, "tools/call no_such_tool");

    for (ReceivedSpan span : List.of(client, serverOf(client))) {
      assertThat(span.status()).isEqualTo("ERROR");
      assertThat((String) span.attribute("rpc.response.status_code")).matches("-326\\d\\d");
      assertThat(span.attribute("error.type"))
          .isEqualTo(span.attribute("rpc.response.status_code"));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void otherMethods_haveSpansOfBothSides(String transport) {
    for (String name :
        List.of(
            "initialize",
            "tools/list",
            "tools/call explode",
            "resources/read",
            "prompts/get greeting")) {
      ReceivedSpan client = client(transport, name);
      ReceivedSpan server = serverOf(client);
      assertThat(server.name()).isEqualTo(name);
      assertThat(client.attribute("mcp.protocol.version")).as(name).isNotNull();
      if (!name.startsWith("tools/call")) {
        assertThat(client.attributes()).doesNotContainKey("gen_ai.operation.name");
      }
    }
    assertThat(client(transport, "resources/read").attribute("mcp.resource.uri"))
        .isEqualTo("order://7");
    assertThat(client(transport, "prompts/get greeting").attribute("gen_ai.prompt.name"))
        .isEqualTo("greeting");
  }

  @Test
  void ping_hasNoSpan() {
    assertThat(spans()).noneMatch(span -> "ping".equals(span.attribute("mcp.method.name")));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void sampling_isUnderTheToolThatAskedForIt(String transport) {
    ReceivedSpan tool = serverOf(client(transport, "tools/call summarize"));
    ReceivedSpan asking = child(tool, "sampling/createMessage");
    ReceivedSpan answering = serverOf(asking);

    assertThat(asking.kind()).isEqualTo("CLIENT");
    assertThat(asking.attributes())
        .containsEntry("gen_ai.request.max_tokens", 20L)
        .containsEntry("gen_ai.response.model", "some-model")
        .containsEntry("gen_ai.response.finish_reasons", List.of("endTurn"))
        .containsEntry(
            "gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]")
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Sum it up\"}]}]")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"It is shipped\"}],"
                + "\"finish_reason\":\"endTurn\"}]")
        .doesNotContainKey("gen_ai.operation.name");
    assertThat(answering.attributes())
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("openinference.span.kind", "LLM")
        .containsEntry("gen_ai.response.model", "some-model")
        .containsEntry("session.id", transport);
  }

  @Test
  void spans_allEnded_andAreOfTheExpectedKinds() {
    assertThat(spans())
        .filteredOn(span -> span.scope().equals("io.treeline.mcp"))
        .isNotEmpty()
        .allSatisfy(
            span -> {
              assertThat(span.kind()).isIn("CLIENT", "SERVER");
              assertThat(span.proto().getEndTimeUnixNano())
                  .isGreaterThanOrEqualTo(span.proto().getStartTimeUnixNano());
            });
  }

  /** The client's span of that name in the session of that transport. */
  final ReceivedSpan client(String transport, String name) {
    List<ReceivedSpan> found = clients(transport, name);
    assertThat(found).as(transport + " " + name + " in " + drawn()).hasSize(1);
    return found.get(0);
  }

  final List<ReceivedSpan> clients(String transport, String name) {
    return spans().stream()
        .filter(span -> span.scope().equals("io.treeline.mcp"))
        .filter(span -> span.name().equals(name) && span.kind().equals("CLIENT"))
        .filter(span -> transport.equals(span.attribute("session.id")))
        .sorted(Comparator.comparing(span -> span.proto().getStartTimeUnixNano()))
        .toList();
  }

  /** The span of the other side, which hangs directly under that of the side that asked. */
  final ReceivedSpan serverOf(ReceivedSpan client) {
    List<ReceivedSpan> found =
        children(client).stream()
            .filter(span -> span.scope().equals("io.treeline.mcp"))
            .filter(span -> span.kind().equals("SERVER"))
            .toList();
    assertThat(found).as("server of " + client.name() + " in " + drawn()).hasSize(1);
    return found.get(0);
  }

  final ReceivedSpan child(ReceivedSpan parent, String name) {
    List<ReceivedSpan> found =
        children(parent).stream().filter(span -> span.name().equals(name)).toList();
    assertThat(found).as(name + " under " + parent.name() + " in " + drawn()).hasSize(1);
    return found.get(0);
  }

  final List<ReceivedSpan> children(ReceivedSpan parent) {
    return spans().stream().filter(span -> span.parentSpanId().equals(parent.spanId())).toList();
  }

  private String drawn() {
    StringBuilder out = new StringBuilder(output).append('\n');
    Map<String, ReceivedSpan> byId = new java.util.HashMap<>();
    spans().forEach(span -> byId.put(span.spanId(), span));
    roots(byId).forEach(root -> draw(root, 0, out));
    return out.toString();
  }

  private Stream<ReceivedSpan> roots(Map<String, ReceivedSpan> byId) {
    return spans().stream().filter(span -> !byId.containsKey(span.parentSpanId()));
  }

  private void draw(ReceivedSpan span, int depth, StringBuilder out) {
    out.append("  ".repeat(depth)).append(span.kind()).append(' ').append(span.name());
    out.append(" ").append(span.attribute("session.id")).append('\n');
    children(span).forEach(child -> draw(child, depth + 1, out));
  }
}
