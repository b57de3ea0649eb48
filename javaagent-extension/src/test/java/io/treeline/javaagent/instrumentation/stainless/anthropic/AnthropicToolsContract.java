package io.treeline.javaagent.instrumentation.stainless.anthropic;

import static io.treeline.javaagent.testing.ExpectedChat.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.LoopbackModelServer;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The tool runner of one version: an agent with its tools. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AnthropicToolsContract {

  private final String version;
  private LoopbackModelServer server;
  private OtlpTestReceiver receiver;
  private String output;

  AnthropicToolsContract(String version) {
    this.version = version;
  }

  @BeforeAll
  void runProgram() throws IOException {
    server = LoopbackModelServer.start();
    receiver = OtlpTestReceiver.start();
    try (AgentJvm jvm =
        AgentJvm.builder(AnthropicToolsProgram.class)
            .libraries("com.anthropic:anthropic-java:" + version)
            .property("server", server.baseUrl())
            .exportTo(receiver)
            .start()) {
      output = jvm.awaitSuccess().output();
    }
  }

  @AfterAll
  void stopServers() {
    receiver.close();
    server.close();
  }

  @Test
  void application_seesEveryStep() {
    assertThat(output.lines().filter(line -> line.startsWith("SEEN ")))
        .containsExactly(
            "SEEN run 2 msg_tools-run 1 msg_tools-run ",
            "SEEN limited 2 msg_endless 2 msg_endless ",
            "SEEN retry 2 msg_tools-retry 2 msg_tools-retry 1 msg_tools-retry ",
            "SEEN instead 2 msg_tools-instead 2 msg_tools-instead 1 msg_tools-instead ",
            "SEEN failed BadRequestException",
            "SEEN streamed 20",
            "SEEN abandoned msg_tools-abandoned");
  }

  @Test
  void run_isAnAgentWithModelCallsAndToolsInside() {
    List<ReceivedSpan> calls = receiver.spans("chat tools-run");
    ReceivedSpan agent = agentOf("tools-run");
    ReceivedSpan tool = toolsOf(agent).get(0);

    assertThat(calls).hasSize(2).allMatch(call -> call.parentSpanId().equals(agent.spanId()));
    assertThat(agent.attributesWithoutThread())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gen_ai.operation.name", "invoke_agent",
                "gen_ai.provider.name", "anthropic",
                "gen_ai.output.messages", answer("Hello from tools-run"),
                "openinference.span.kind", "AGENT",
                "treeline.agent.iteration", 2L,
                "treeline.agent.stop_reason", "final_answer"));
    assertThat(toolsOf(agent)).hasSize(1);
    assertThat(tool.attributesWithoutThread())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gen_ai.operation.name", "execute_tool",
                "gen_ai.tool.name", "lookup_order",
                "gen_ai.tool.type", "function",
                "gen_ai.tool.call.id", "call_tools-run",
                "gen_ai.tool.call.arguments", "{\"orderId\":\"A-17\",\"password\":\"[masked]\"}",
                "gen_ai.tool.call.result", "{\"status\":\"shipped\"}",
                "openinference.span.kind", "TOOL"));
    assertThat(calls.get(0).attributesWithoutThread())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry("treeline.decision.offered", List.of("lookup_order", "search_orders"));
    assertThat(receiver.spans("chat inside-A-17"))
        .anyMatch(inner -> inner.parentSpanId().equals(tool.spanId()));
  }

  @Test
  void limit_reached_isTheReasonToStop() {
    assertThat(agentOf("endless").attributesWithoutThread())
        .containsEntry("treeline.agent.iteration", 2L)
        .containsEntry("treeline.agent.max_iterations", 2L)
        .containsEntry("treeline.agent.stop_reason", "max_iterations");
  }

  @Test
  void toolFailed_chosenAgain_isARetryThatRecovers() {
    List<ReceivedSpan> tools = toolsOf(agentOf("tools-retry"));

    assertThat(tools).hasSize(2);
    assertThat(tools.get(0).status()).isEqualTo("ERROR");
    assertThat(tools.get(0).attributesWithoutThread())
        .containsEntry("treeline.tool.is_error", true)
        .containsEntry("error.type", "tool_error")
        .doesNotContainKey("treeline.retry.attempt");
    assertThat(tools.get(1).attributesWithoutThread())
        .containsEntry("treeline.retry.attempt", 1L)
        .containsEntry("treeline.recovery.strategy", "retry")
        .containsEntry("treeline.recovery.outcome", "recovered");
    assertThat((String) tools.get(1).attribute("treeline.retry.reason"))
        .contains("order service down");
    assertThat(linked(tools.get(1))).isEqualTo(tools.get(0).spanId());
  }

  @Test
  void toolFailed_anotherChosen_isItsAlternate() {
    List<ReceivedSpan> tools = toolsOf(agentOf("tools-instead"));

    assertThat(tools)
        .extracting(ReceivedSpan::name)
        .containsExactly("execute_tool lookup_order", "execute_tool search_orders");
    assertThat(tools.get(1).attributesWithoutThread())
        .containsEntry("treeline.recovery.strategy", "alternate_tool")
        .containsEntry("treeline.recovery.outcome", "recovered");
    assertThat(linked(tools.get(1))).isEqualTo(tools.get(0).spanId());
  }

  @Test
  void modelFailed_isTheAgentsError() {
    ReceivedSpan agent = agentOf("error");

    assertThat(agent.status()).isEqualTo("ERROR");
    assertThat(agent.attributesWithoutThread())
        .containsEntry("treeline.agent.iteration", 0L)
        .containsEntry("treeline.agent.stop_reason", "error")
        .containsEntry("error.type", "com.anthropic.errors.BadRequestException");
  }

  @Test
  void streamed_isTheSameAgent() {
    ReceivedSpan agent = agentOf("tools-streamed");

    assertThat(receiver.spans("chat tools-streamed"))
        .hasSize(2)
        .allMatch(call -> "drained".equals(call.attribute("treeline.stream.end")));
    assertThat(toolsOf(agent)).hasSize(1);
    assertThat(agent.attribute("treeline.agent.iteration")).isEqualTo(2L);
  }

  @Test
  void iterator_leftByTheApplication_endsAllTheSame() {
    assertThat(agentOf("tools-abandoned").attributesWithoutThread())
        .containsEntry("treeline.agent.iteration", 1L)
        .containsEntry("treeline.agent.stop_reason", "cancelled");
  }

  @Test
  void library_makesNoSpansOfItsOwn() {
    assertThat(receiver.spans()).noneMatch(span -> span.scope().startsWith("com.anthropic"));
    assertThat(receiver.spans())
        .filteredOn(span -> "invoke_agent".equals(span.attribute("gen_ai.operation.name")))
        .hasSize(7);
  }

  private ReceivedSpan agentOf(String model) {
    String parent = receiver.spans("chat " + model).get(0).parentSpanId();
    return receiver.spans().stream()
        .filter(span -> span.spanId().equals(parent))
        .findFirst()
        .orElseThrow();
  }

  /** In the order of their starts. */
  private List<ReceivedSpan> toolsOf(ReceivedSpan agent) {
    return receiver.spans().stream()
        .filter(span -> span.parentSpanId().equals(agent.spanId()))
        .filter(span -> "execute_tool".equals(span.attribute("gen_ai.operation.name")))
        .sorted(
            (left, right) ->
                Long.compare(
                    left.proto().getStartTimeUnixNano(), right.proto().getStartTimeUnixNano()))
        .toList();
  }

  private static String linked(ReceivedSpan span) {
    List<Span.Link> links = span.proto().getLinksList();
    assertThat(links).hasSize(1);
    return HexFormat.of().formatHex(links.get(0).getSpanId().toByteArray());
  }
}
