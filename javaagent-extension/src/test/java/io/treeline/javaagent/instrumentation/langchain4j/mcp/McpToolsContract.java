package io.treeline.javaagent.instrumentation.langchain4j.mcp;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One tool call is one span, however many layers pass it on: {@link ToolsProgram}. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class McpToolsContract {

  private final String version;
  private final String mcpVersion;

  private OtlpTestReceiver receiver;
  private ScriptedModel model;
  private HttpServer backend;

  McpToolsContract(String version, String mcpVersion) {
    this.version = version;
    this.mcpVersion = mcpVersion;
  }

  @BeforeAll
  void run(@TempDir Path directory) throws Exception {
    backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    backend.start();
    model = ScriptedModel.start();
    for (String name : List.of("provider", "same-name")) {
      model.script(name, tools(call("lookup_order")), text("Shipped."));
    }
    model.script("other-name", tools(call("shipping")), text("Shipped."));
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        AgentJvm.builder(ToolsProgram.class)
            .libraries(
                "dev.langchain4j:langchain4j:" + version,
                "dev.langchain4j:langchain4j-open-ai:" + version,
                "dev.langchain4j:langchain4j-mcp:" + mcpVersion,
                "io.modelcontextprotocol.sdk:mcp:2.1.0",
                "org.apache.tomcat.embed:tomcat-embed-core:11.0.25")
            .treelineApi()
            .exportTo(receiver)
            .property("server", model.baseUrl())
            .property("tomcat.base", directory.toString())
            .property("backend", "http://127.0.0.1:" + backend.getAddress().getPort() + "/ask")
            .start()) {
      jvm.awaitSuccess();
      assertThat(jvm.output())
          .contains("SEEN provider: Shipped.")
          .contains("SEEN same-name: Shipped.")
          .contains("SEEN other-name: Shipped.")
          .contains("SEEN direct: {\"status\":\"shipped\"}");
    }
  }

  @AfterAll
  void close() {
    receiver.close();
    model.close();
    backend.stop(0);
  }

  @Test
  void toolOfAProvider_isTheFrameworksSpanWithTheServersUnderIt() {
    ReceivedSpan tool = toolOf("provider");

    assertThat(tool.kind()).isEqualTo("INTERNAL");
    assertThat(tool.attributes())
        .containsEntry("gen_ai.tool.call.id", "call-lookup_order")
        .containsEntry("mcp.method.name", "tools/call")
        .containsEntry("network.transport", "pipe")
        .containsKeys("jsonrpc.request.id", "mcp.protocol.version");
    assertThat(names(tool)).containsExactly("SERVER tools/call lookup_order");
    assertThat(names(children(tool).get(0))).containsExactly("CLIENT GET");
  }

  @Test
  void sdkCallOfTheSameName_insideATool_joinsIt() {
    ReceivedSpan tool = toolOf("same-name");

    assertThat(tool.attributes())
        .containsEntry("mcp.method.name", "tools/call")
        .containsEntry("network.transport", "tcp");
    assertThat(names(tool))
        .containsExactlyInAnyOrder("CLIENT POST", "SERVER tools/call lookup_order");
  }

  @Test
  void sdkCallsOfOtherNames_insideATool_areItsChildren() {
    ReceivedSpan tool = toolOf("other-name");

    assertThat(tool.attributes()).doesNotContainKey("mcp.method.name");
    assertThat(names(tool))
        .containsExactly("CLIENT tools/call lookup_order", "CLIENT tools/call refund");
    assertThat(children(tool))
        .allSatisfy(
            call ->
                assertThat(names(call))
                    .containsExactlyInAnyOrder("CLIENT POST", "SERVER " + call.name()));
  }

  @Test
  void ownClient_withoutAFramework_hasSpansOfItsOwn() {
    ReceivedSpan found = direct("tools/call lookup_order");
    assertThat(found.attributes())
        .containsEntry("gen_ai.tool.call.arguments", "{\"orderId\":7}")
        .containsEntry("gen_ai.tool.call.result", "{\"status\":\"shipped\"}")
        .containsEntry("mcp.method.name", "tools/call")
        .containsKeys("jsonrpc.request.id", "mcp.protocol.version");
    assertThat(found.status()).isEqualTo("UNSET");
    assertThat(names(found)).containsExactly("SERVER tools/call lookup_order");

    ReceivedSpan refused = direct("tools/call refund");
    assertThat(refused.status()).isEqualTo("ERROR");
    assertThat(refused.attributes())
        .containsEntry("error.type", "tool_error")
        .containsEntry("gen_ai.tool.call.result", "{\"result\":\"no such order\"}");
  }

  @Test
  void ownClient_alsoShowsItsOtherRequests() {
    List<String> methods =
        receiver.spans().stream()
            .filter(span -> span.scope().equals("io.treeline.langchain4j"))
            .map(span -> (String) span.attribute("mcp.method.name"))
            .filter(Objects::nonNull)
            .distinct()
            .toList();

    assertThat(methods).contains("initialize", "tools/list").doesNotContain("ping");
  }

  /** The one span of a tool that a model of that name chose. */
  private ReceivedSpan toolOf(String modelName) {
    String trace =
        receiver.spans().stream()
            .filter(span -> span.name().equals("chat " + modelName))
            .findFirst()
            .orElseThrow()
            .traceId();
    List<ReceivedSpan> tools =
        receiver.spans().stream()
            .filter(span -> span.traceId().equals(trace))
            .filter(span -> span.name().startsWith("execute_tool "))
            .toList();
    assertThat(tools).hasSize(1);
    return tools.get(0);
  }

  private ReceivedSpan direct(String name) {
    List<ReceivedSpan> found =
        receiver.spans().stream()
            .filter(span -> span.name().equals(name) && span.parentSpanId().isEmpty())
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<String> names(ReceivedSpan parent) {
    return children(parent).stream().map(span -> span.kind() + " " + span.name()).toList();
  }

  private List<ReceivedSpan> children(ReceivedSpan parent) {
    return receiver.spans().stream()
        .filter(span -> span.parentSpanId().equals(parent.spanId()))
        .sorted(Comparator.comparing(span -> span.proto().getStartTimeUnixNano()))
        .toList();
  }

  private static ScriptedModel.ToolCall call(String tool) {
    return new ScriptedModel.ToolCall("call-" + tool, tool, "{\"orderId\":7}");
  }
}
