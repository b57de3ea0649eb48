package io.treeline.javaagent.instrumentation.embabel;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.instrumentation.langchain4j.SpanDrawing;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.TestJdks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The newest version of Embabel, on Java 21 or later. Older ones have the hooked methods and are
 * not run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbabelIT {

  private static final String EMBABEL = "com.embabel.agent:embabel-agent-api:0.5.0";
  private static final String OPENAI = "org.springframework.ai:spring-ai-openai:1.1.8";

  private static final String JACKSON = "com.fasterxml.jackson.core:jackson-core:2.21.1";

  private OtlpTestReceiver receiver;
  private ScriptedModel model;
  private List<String> seen;

  @BeforeAll
  void run() throws Exception {
    Path jdk = TestJdks.atLeast(21).orElse(null);
    Assumptions.assumeTrue(
        jdk != null,
        "Embabel is made for Java 21: name the home of such a JDK in " + TestJdks.VARIABLE);
    receiver = OtlpTestReceiver.start();
    String source =
        Path.of(EmbabelIT.class.getResource("/embabel/EmbabelProgram.java").toURI()).toString();
    model =
        ScriptedModel.start()
            .script("draft", text("a draft"), text("another draft"))
            .script("edit", text("a story"), text("another story"))
            .script(
                "orders",
                tools(new ToolCall("o1", "lookup_order", "{\"orderId\":\"A-17\"}")),
                text("It has been shipped."))
            .script("after", text("after all"));
    try (AgentJvm jvm =
        AgentJvm.builder(source)
            .jdk(jdk)
            // Else the agent takes what runs a source for a tool of the JDK.
            .property("otel.javaagent.enabled", "true")
            .libraries(EMBABEL, OPENAI, JACKSON)
            .property("server", model.baseUrl())
            .exportTo(receiver)
            .start()) {
      seen = jvm.awaitSuccess().output().lines().filter(l -> l.startsWith("SEEN ")).toList();
    }
  }

  @AfterAll
  void stop() {
    if (model != null) {
      model.close();
      receiver.close();
    }
  }

  @Test
  void application_seesWhatItAskedFor() {
    assertThat(seen)
        .contains(
            "SEEN story: a story",
            "SEEN tools: It has been shipped.",
            "SEEN nested: by another story",
            "SEEN after: after all");
  }

  @Test
  void process_isAnAgentOfTheActionsItsPlannerChose() {
    ReceivedSpan writer = receiver.spans("invoke_agent writer").get(0);

    assertThat(drawn(writer))
        .containsExactly(
            "invoke_agent writer treeline.agent.stop_reason=final_answer",
            "  execute_node draft treeline.agent.iteration=1",
            "    chat draft treeline.agent.iteration=1",
            "  execute_node edit treeline.agent.iteration=1",
            "    chat edit treeline.agent.iteration=2");
    assertThat(writer.attributesWithoutThread())
        .containsEntry("gen_ai.agent.description", "Writes stories")
        .containsKey("gen_ai.agent.id");
  }

  @Test
  void contextOfTheProcess_isTheSessionOfAllBelow() {
    ReceivedSpan writer = receiver.spans("invoke_agent writer").get(0);

    assertThat(receiver.spans())
        .filteredOn(span -> span.traceId().equals(writer.traceId()))
        .isNotEmpty()
        .allSatisfy(
            span ->
                assertThat(span.attributes())
                    .containsEntry("session.id", "conversation-7")
                    .containsEntry("treeline.session.id_source", "framework"));
  }

  @Test
  void toolOfItsLoop_isBelowTheActionBetweenTheCalls() {
    assertThat(drawn(receiver.span("invoke_agent clerk")))
        .containsExactly(
            "invoke_agent clerk treeline.agent.stop_reason=final_answer",
            "  execute_node answer treeline.agent.iteration=1",
            "    chat orders treeline.agent.iteration=1"
                + " treeline.decision.chosen=[lookup_order]",
            "    execute_tool lookup_order"
                + " gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.id=o1"
                + " gen_ai.tool.call.result={\"result\":\"shipped {\\\"orderId\\\":\\\"A-17\\\"}\"}",
            "    chat orders treeline.agent.iteration=2");
  }

  @Test
  void processWithinAnAction_isBelowItWithItsParent() {
    assertThat(drawn(receiver.span("invoke_agent editor")))
        .startsWith(
            "invoke_agent editor treeline.agent.stop_reason=final_answer",
            "  execute_node order treeline.agent.iteration=1",
            "    invoke_agent writer treeline.agent.stop_reason=final_answer");
    assertThat(receiver.spans("invoke_agent writer").get(1).attribute("treeline.agent.parent.name"))
        .isEqualTo("editor");
  }

  @Test
  void actionThatThrows_failsItsSpanAndTheProcess() {
    assertThat(receiver.span("execute_node fail").status()).isEqualTo("ERROR");
    assertThat(receiver.span("invoke_agent broken").status()).isEqualTo("ERROR");
    assertThat(receiver.span("invoke_agent broken").attribute("treeline.agent.stop_reason"))
        .isEqualTo("error");
  }

  @Test
  void callAfterAllThat_isBelowNothing() {
    assertThat(receiver.span("chat after").parentSpanId()).isEmpty();
  }

  private List<String> drawn(ReceivedSpan root) {
    return SpanDrawing.draw(
        receiver.spans(),
        root,
        "treeline.agent.stop_reason",
        "treeline.agent.iteration",
        "treeline.decision.chosen",
        "gen_ai.tool.call.id",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result");
  }
}
