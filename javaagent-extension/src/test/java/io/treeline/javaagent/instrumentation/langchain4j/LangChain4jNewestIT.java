package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The newest supported version, with what came after the oldest. */
class LangChain4jNewestIT extends LangChain4jContract {

  LangChain4jNewestIT() throws IOException {
    super("1.19.0");
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return LangChain4jNewestLibrary.class;
  }

  @Override
  protected @Nullable String closedEarlyEnding() {
    return "cancelled";
  }

  @Override
  protected AgentJvm.Builder program() {
    AgentJvm.Builder program = super.program();
    model
        .script(
            "parallel",
            tools(
                new ToolCall("call-1", "weather", "{\"city\":\"Rome\"}"),
                new ToolCall("call-2", "time", "{\"city\":\"Rome\"}")),
            text("Sunny at noon"))
        .script("cancelling", text("one two three"))
        .script("guarded", text("call 555-1234"), text("call us"));
    return program;
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

  @Test
  void guardrails_areSpansWithTheirVerdictsAndTheModelIsAskedAgain() {
    assertThat(
            SpanDrawing.draw(
                receiver.spans(),
                receiver.span("invoke_agent GuardedDesk"),
                "treeline.guardrail.target",
                "treeline.guardrail.verdict"))
        .containsExactly(
            "invoke_agent GuardedDesk",
            "  guardrail Polite treeline.guardrail.target=input treeline.guardrail.verdict=passed",
            "  chat guarded",
            "  guardrail NoNumbers treeline.guardrail.target=output"
                + " treeline.guardrail.verdict=reprompt",
            "  chat guarded",
            "  guardrail NoNumbers treeline.guardrail.target=output"
                + " treeline.guardrail.verdict=passed");
    assertThat(receiver.spans("guardrail NoNumbers").get(0).attributes())
        .containsEntry("treeline.guardrail.reason", "has a number")
        .containsEntry("treeline.input", "call 555-1234")
        .containsEntry("treeline.output", "Leave numbers out");
  }

  @Test
  void guardrail_thatRefusesTheInput_isAVerdictAndTheAgentsError() {
    assertThat(
            SpanDrawing.draw(
                receiver.spans(),
                receiver.span("invoke_agent RefusingDesk"),
                "treeline.guardrail.verdict"))
        .containsExactly(
            "invoke_agent RefusingDesk ERROR", "  guardrail Rude treeline.guardrail.verdict=fatal");
  }
}
