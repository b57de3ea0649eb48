package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@link LangChain4jNewestScenarios}, run once under the agent's jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LangChain4jNewestFeaturesIT {

  private OtlpTestReceiver receiver;
  private ScriptedModel model;

  @BeforeAll
  void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    model =
        ScriptedModel.start()
            .script(
                "parallel",
                tools(
                    new ToolCall("call-1", "weather", "{\"city\":\"Rome\"}"),
                    new ToolCall("call-2", "time", "{\"city\":\"Rome\"}")),
                text("Sunny at noon"))
            .script("cancelled", text("one two three"))
            .script("cancelling", text("one two three"));
    try (AgentJvm jvm =
        AgentJvm.builder(LangChain4jNewestScenarios.class)
            .libraries(
                "dev.langchain4j:langchain4j:1.19.0", "dev.langchain4j:langchain4j-open-ai:1.19.0")
            .arguments(model.baseUrl())
            .exportTo(receiver)
            .start()) {
      jvm.awaitSuccess();
    }
  }

  @AfterAll
  void stop() {
    model.close();
    receiver.close();
  }

  @Test
  void tools_atTheSameTime_areChildrenOfTheirAgent() {
    ReceivedSpan agent = receiver.span("invoke_agent ParallelDesk");

    assertThat(SpanDrawing.draw(receiver.spans(), agent))
        .hasSize(5)
        .contains("  execute_tool weather", "  execute_tool time")
        .startsWith("invoke_agent ParallelDesk", "  chat parallel")
        .endsWith("  chat parallel");
  }

  @Test
  void stream_cancelled_endsAsCancelledWithWhatArrived() {
    ReceivedSpan span = receiver.span("chat cancelled");

    assertThat(span.attribute("treeline.stream.end")).isEqualTo("cancelled");
    assertThat(span.status()).isEqualTo("UNSET");
    assertThat((String) span.attribute("gen_ai.output.messages")).contains("one ");
  }

  @Test
  void streamingAiService_cancelled_endsToo() {
    List<String> drawn =
        SpanDrawing.draw(
            receiver.spans(),
            receiver.span("invoke_agent CancellingDesk"),
            "treeline.agent.stop_reason",
            "treeline.stream.end");

    assertThat(drawn)
        .containsExactly(
            "invoke_agent CancellingDesk treeline.agent.stop_reason=cancelled",
            "  chat cancelling treeline.stream.end=cancelled");
  }
}
