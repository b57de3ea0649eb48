package io.treeline.javaagent.instrumentation.embabel;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel;
import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.testing.ContentOff;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest version, with its own loop of tools. */
class EmbabelNewestIT extends EmbabelContract {

  private static final ToolCall LOOKUP =
      new ToolCall("o1", "lookup_order", "{\"orderId\":\"A-17\"}");

  EmbabelNewestIT() {
    super(
        List.of(
            "com.embabel.agent:embabel-agent-api:0.5.0",
            "org.springframework.ai:spring-ai-openai:1.1.8",
            "com.fasterxml.jackson.core:jackson-core:2.21.1"),
        List.of("EmbabelProgram", "EmbabelToolsProgram"));
  }

  @Override
  ScriptedModel script(ScriptedModel model) {
    return model.script("orders", tools(LOOKUP), text("It has been shipped."));
  }

  @Test
  void applicationWithTools_seesWhatItAskedFor() {
    assertThat(seen()).contains("SEEN tools: It has been shipped.");
  }

  @Test
  void toolOfItsLoop_isBelowTheActionBetweenTheCalls() {
    assertThat(drawn(receiver().span("invoke_agent clerk")))
        .containsExactly(
            "invoke_agent clerk treeline.agent.stop_reason=final_answer",
            "  execute_node answer treeline.agent.iteration=1",
            "    chat orders treeline.agent.iteration=1"
                + " treeline.decision.chosen=[lookup_order]",
            "    execute_tool lookup_order gen_ai.tool.call.arguments={\"orderId\":\"A-17\"}"
                + " gen_ai.tool.call.id=o1 gen_ai.tool.call.result={\"result\":\"shipped"
                + " {\\\"orderId\\\":\\\"A-17\\\"}\"}",
            "    chat orders treeline.agent.iteration=2");
  }

  @Test
  void actionThatThrows_failsItsSpanAndTheProcess() {
    assertThat(receiver().span("execute_node fail").status()).isEqualTo("ERROR");
    assertThat(receiver().span("invoke_agent broken").status()).isEqualTo("ERROR");
    assertThat(receiver().span("invoke_agent broken").attribute("treeline.agent.stop_reason"))
        .isEqualTo("error");
  }

  @Test
  void contentOff_spansHoldNone(@TempDir Path classes) throws Exception {
    compile(classes);
    model().script("orders", tools(LOOKUP), text("It has been shipped."));

    List<ReceivedSpan> spans =
        ContentOff.run(
            program("EmbabelToolsProgram", classes), "A-17", "Looks an order", "has been shipped");

    assertThat(ContentOff.named(spans, "chat orders", 2).get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"));
    assertThat(spans).extracting(ReceivedSpan::name).contains("execute_tool lookup_order");
  }
}
