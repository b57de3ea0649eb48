package io.treeline.javaagent.instrumentation.semantickernel;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.status;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is seen of Semantic Kernel, whatever its version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SemanticKernelContract {

  private static final String LOOKUP =
      "  execute_tool Orders-lookup_order"
          + " gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
          + " gen_ai.tool.call.result={\"result\":\"shipped A-17\"}";

  private final String version;
  OtlpTestReceiver receiver;
  List<String> seen;

  SemanticKernelContract(String version) {
    this.version = version;
  }

  /** What the program is to do beyond what all versions can. */
  abstract String more();

  @BeforeAll
  void run() throws IOException {
    receiver = OtlpTestReceiver.start();
    seen = run(receiver);
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  List<String> run(OtlpTestReceiver to, String... environment) throws IOException {
    try (ScriptedModel model = scripted()) {
      AgentJvm.Builder program = program(model).exportTo(to);
      for (int i = 0; i + 1 < environment.length; i += 2) {
        program.environment(environment[i], environment[i + 1]);
      }
      try (AgentJvm jvm = program.start()) {
        return jvm.awaitSuccess().output().lines().filter(l -> l.startsWith("SEEN ")).toList();
      }
    }
  }

  AgentJvm.Builder program(ScriptedModel model) throws IOException {
    return AgentJvm.builder(SemanticKernelProgram.class)
        .libraries(
            "com.microsoft.semantic-kernel:semantickernel-api:" + version,
            "com.microsoft.semantic-kernel:semantickernel-aiservices-openai:" + version)
        .property("server", "http://127.0.0.1:" + model.port())
        .arguments(more());
  }

  static ScriptedModel scripted() throws IOException {
    return ScriptedModel.start()
        .script("orders", tools(lookup("o1", "A-17")), text("It has been shipped."))
        .script("summary", text("A summary."))
        .script("nameless", text("No name."))
        .script("loop", tools(lookup("l1", "A-17")), text("Looked up."))
        .script(
            "desk",
            tools(new ToolCall("d1", "Orders-ask_refunds", "{\"orderId\":\"A-17\"}")),
            text("Refunded."))
        .script("refunds", text("Yes, refund."))
        .script("broken", tools(lookup("b1", "none")), status(400), status(400), status(400))
        .script("left", tools(lookup("x1", "A-17")), text("left"))
        .script("right", tools(lookup("r1", "A-17")), text("right"))
        .script("streamed", text("Hello there you"))
        .script("after", text("after all"));
  }

  private static ToolCall lookup(String id, String order) {
    return new ToolCall(id, "Orders-lookup_order", "{\"orderId\":\"" + order + "\"}");
  }

  @Test
  void application_seesWhatTheModelSaid() {
    assertThat(seen)
        .contains(
            "SEEN orders: It has been shipped.",
            "SEEN prompt: A summary.",
            "SEEN nameless: No name.",
            "SEEN loop: Looked up.",
            "SEEN desk: Refunded.",
            "SEEN both: left, right",
            "SEEN direct: shipped B-4",
            "SEEN after: after all");
  }

  @Test
  void chat_callingFunctionsByItself_isAnAgentOfItsDecisions() {
    assertThat(drawn(agentOf("chat orders")))
        .containsExactly(
            "invoke_agent treeline.agent.max_iterations=6 treeline.agent.stop_reason=final_answer",
            "  chat orders treeline.agent.iteration=1"
                + " treeline.decision.chosen=[Orders-lookup_order]",
            LOOKUP,
            "  chat orders treeline.agent.iteration=2");
    ReceivedSpan agent = agentOf("chat orders");
    assertThat((String) agent.attribute("gen_ai.input.messages"))
        .contains("Be brief.", "Where is A-17?");
    assertThat((String) agent.attribute("gen_ai.output.messages")).contains("It has been shipped.");
    ReceivedSpan tool = child(agent, "execute_tool Orders-lookup_order");
    assertThat(tool.attributesWithoutThread()).containsEntry("gen_ai.tool.call.id", "o1");
    ReceivedSpan choice = child(agent, "chat orders");
    assertThat(choice.attributesWithoutThread())
        .containsEntry("gen_ai.provider.name", "openai")
        .containsEntry("gen_ai.usage.input_tokens", 100L)
        .containsEntry("gen_ai.usage.output_tokens", 20L);
  }

  /** The library keeps the names of variables in lower case. */
  @Test
  void promptFunction_isAnAgentOfItsName() {
    assertThat(drawn(receiver.span("invoke_agent summarize")))
        .containsExactly(
            "invoke_agent summarize treeline.agent.stop_reason=final_answer",
            "  chat summary treeline.agent.iteration=1");
    assertThat(receiver.span("invoke_agent summarize").attributesWithoutThread())
        .containsEntry("treeline.input", "{\"orderid\":\"A-17\"}");
    assertThat(agentOf("chat nameless").name()).isEqualTo("invoke_agent");
    assertThat(agentOf("chat nameless").attribute("gen_ai.agent.name")).isNull();
  }

  @Test
  void promptFunction_callingFunctions_isOneAgentNotTwo() {
    assertThat(drawn(receiver.span("invoke_agent support")))
        .containsExactly(
            "invoke_agent support treeline.agent.max_iterations=6"
                + " treeline.agent.stop_reason=final_answer",
            "  chat loop treeline.agent.iteration=1"
                + " treeline.decision.chosen=[Orders-lookup_order]",
            LOOKUP,
            "  chat loop treeline.agent.iteration=2");
  }

  @Test
  void promptFunction_behindAFunction_isBelowIt() {
    assertThat(drawn(agentOf("chat desk")))
        .containsExactly(
            "invoke_agent treeline.agent.max_iterations=6 treeline.agent.stop_reason=final_answer",
            "  chat desk treeline.agent.iteration=1"
                + " treeline.decision.chosen=[Orders-ask_refunds]",
            "  execute_tool Orders-ask_refunds"
                + " gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.result={\"result\":\"Yes, refund.\"}",
            "    invoke_agent refund treeline.agent.stop_reason=final_answer",
            "      chat refunds treeline.agent.iteration=1",
            "  chat desk treeline.agent.iteration=2");
  }

  @Test
  void functionThatThrows_failsItsSpan() {
    ReceivedSpan agent = agentOf("chat broken");
    ReceivedSpan tool = child(agent, "execute_tool Orders-lookup_order");

    assertThat(tool.status()).isEqualTo("ERROR");
    assertThat(tool.attribute("error.type")).isNotNull();
    assertThat(receiver.spans("chat broken"))
        .filteredOn(span -> span.status().equals("ERROR"))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("error.type", "com.azure.core.exception.HttpResponseException"));
    assertThat(agent.status()).isEqualTo("ERROR");
    assertThat(agent.attribute("treeline.agent.stop_reason")).isEqualTo("error");
  }

  @Test
  void chatsAtTheSameTime_keepTheirOwn() {
    for (String model : List.of("left", "right")) {
      assertThat(drawn(agentOf("chat " + model)))
          .containsExactly(
              "invoke_agent treeline.agent.max_iterations=6"
                  + " treeline.agent.stop_reason=final_answer",
              "  chat "
                  + model
                  + " treeline.agent.iteration=1"
                  + " treeline.decision.chosen=[Orders-lookup_order]",
              LOOKUP,
              "  chat " + model + " treeline.agent.iteration=2");
    }
  }

  @Test
  void function_calledByTheApplication_isAToolOfNobody() {
    List<ReceivedSpan> direct =
        receiver.spans("execute_tool Orders-lookup_order").stream()
            .filter(span -> span.parentSpanId().isEmpty())
            .toList();

    assertThat(direct).hasSize(1);
    assertThat(direct.get(0).attributesWithoutThread())
        .containsEntry("gen_ai.tool.call.arguments", "{\"orderid\":\"B-4\"}")
        .containsEntry("gen_ai.tool.call.result", "{\"result\":\"shipped B-4\"}");
  }

  @Test
  void chatAfterAllThat_isBelowNothing() {
    assertThat(receiver.span("chat after").parentSpanId()).isEmpty();
  }

  @Test
  void spansOfTheLibrary_areNotThereTwice() {
    assertThat(receiver.spans()).extracting(ReceivedSpan::scope).doesNotContain("SemanticKernel");
  }

  ReceivedSpan agentOf(String chat) {
    String parent = receiver.spans(chat).get(0).parentSpanId();
    return receiver.spans().stream()
        .filter(span -> span.spanId().equals(parent))
        .findFirst()
        .orElseThrow(() -> new AssertionError(chat + " has no parent"));
  }

  ReceivedSpan child(ReceivedSpan parent, String name) {
    return receiver.spans(name).stream()
        .filter(span -> span.parentSpanId().equals(parent.spanId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(parent.name() + " has no " + name));
  }

  List<String> drawn(ReceivedSpan root) {
    return SpanDrawing.draw(
        receiver.spans(),
        root,
        "treeline.agent.max_iterations",
        "treeline.agent.stop_reason",
        "treeline.agent.iteration",
        "treeline.decision.chosen",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result");
  }
}
