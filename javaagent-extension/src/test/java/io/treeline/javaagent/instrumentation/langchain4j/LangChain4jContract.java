package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.status;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The contract of every library, and what every supported version of LangChain4j shows of {@link
 * LangChain4jScenarios}.
 */
abstract class LangChain4jContract extends LibraryContract {

  private static final String SESSION = "session.id";
  private static final String SOURCE = "treeline.session.id_source";

  final ScriptedModel model = ScriptedModel.start();
  private final String version;

  LangChain4jContract(String version) throws IOException {
    this.version = version;
  }

  @AfterAll
  void stopModel() {
    model.close();
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return LangChain4jLibrary.class;
  }

  @Override
  protected String[] libraries() {
    return new String[] {
      "dev.langchain4j:langchain4j:" + version, "dev.langchain4j:langchain4j-open-ai:" + version
    };
  }

  @Override
  protected AgentJvm.Builder program() {
    script(model);
    return super.program().property("scripted", model.baseUrl());
  }

  /** LangChain4j asks for the usage of every stream. */
  @Override
  protected boolean asksForStreamUsage() {
    return true;
  }

  @Override
  protected boolean separatesSystemMessages() {
    return true;
  }

  /** A stream cannot be given up before 1.8. */
  @Override
  protected @Nullable String closedEarlyEnding() {
    return null;
  }

  /** What LangChain4j makes of the interruption of its thread. */
  @Override
  protected String cancellation() {
    return "java.lang.RuntimeException";
  }

  static void script(ScriptedModel model) {
    ToolCall lookup = new ToolCall("call-1", "lookup", "{\"arg0\":\"7\",\"orderId\":\"7\"}");
    model
        .script("plain", text("Hi"))
        .script("wrapped", text("Hi"))
        .script("desk", tools(lookup), text("It is on its way"))
        .script("failing", tools(lookup), text("Sorry"))
        .script("lambda", tools(new ToolCall("call-2", "clock", "{}")), text("It is noon"))
        .script("remembering", text("Hello again"))
        .script("limited", tools(lookup), tools(lookup), tools(lookup), tools(lookup))
        .script("unauthorized", status(401))
        .script("streaming", tools(lookup), text("It is on its way"))
        .script("desk-broken", status(500), status(500), status(500), status(500));
  }

  @Test
  void chat_whoseAnswerCannotBeRead_endsAndIsNoLongerCurrent() {
    ReceivedSpan span = receiver.span("chat unreadable");

    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry("gen_ai.request.model", "unreadable")
        .doesNotContainKey("gen_ai.output.messages");
    assertThat(receiver.span("chat wrapped").parentSpanId()).isEmpty();
  }

  @Test
  void chat_modelWithinModel_isOneSpan() {
    assertThat(receiver.spans("chat wrapped")).hasSize(1);
    assertThat(receiver.spans("chat")).isEmpty();
  }

  @Test
  void aiService_withToolAndMemoryId_isOneAgentInTheMemorysSession() {
    assertThat(draw("invoke_agent SupportDesk", SESSION, SOURCE, "treeline.agent.stop_reason"))
        .containsExactly(
            "invoke_agent SupportDesk session.id=customer-42"
                + " treeline.agent.stop_reason=final_answer treeline.session.id_source=framework",
            "  chat desk session.id=customer-42 treeline.session.id_source=framework",
            "  execute_tool lookup session.id=customer-42 treeline.session.id_source=framework",
            "  chat desk session.id=customer-42 treeline.session.id_source=framework");
  }

  @Test
  void aiService_knowsItsMethodItsQuestionAndItsAnswer() {
    assertThat(receiver.span("invoke_agent SupportDesk").attributes())
        .contains(
            entry("gen_ai.agent.name", "SupportDesk"),
            entry(
                "code.function.name", LangChain4jScenarios.class.getName() + "$SupportDesk.answer"),
            entry(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\","
                    + "\"content\":\"Where is order 7?\"}]}]"),
            entry(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                    + "\"content\":\"It is on its way\"}],\"finish_reason\":\"stop\"}]"));
  }

  @Test
  void chat_thatChoseATool_tellsTheDecision() {
    ReceivedSpan choice = child("invoke_agent SupportDesk", "chat desk", 0);

    assertThat(choice.attributes())
        .contains(
            entry("treeline.decision.type", "tool_select"),
            entry("treeline.decision.offered", List.of("lookup")),
            entry("treeline.decision.chosen", List.of("lookup")),
            entry("gen_ai.response.finish_reasons", List.of("tool_calls")));
    assertThat((String) choice.attribute("treeline.decision.arguments"))
        .contains("\"call-1\"", "\"lookup\"", "\"7\"");
    assertThat((String) choice.attribute("gen_ai.tool.definitions"))
        .contains("\"lookup\"", "\"Looks an order up\"");
  }

  @Test
  void tool_hasCallIdArgumentsAndResult() {
    ReceivedSpan tool = child("invoke_agent SupportDesk", "execute_tool lookup", 0);

    assertThat(tool.attributes())
        .contains(
            entry("gen_ai.tool.name", "lookup"),
            entry("gen_ai.tool.call.id", "call-1"),
            entry("gen_ai.tool.type", "function"),
            entry("gen_ai.agent.name", "SupportDesk"),
            entry("gen_ai.tool.call.arguments", "{\"arg0\":\"7\",\"orderId\":\"7\"}"),
            entry("gen_ai.tool.call.result", "{\"result\":\"order 7 is on its way\"}"))
        .doesNotContainKey("treeline.inferred");
  }

  @Test
  void tool_thatThrows_isAnErrorWithItsOwnExceptionAndTheAnswerTheModelReads() {
    assertThat(draw("invoke_agent FailingDesk", "error.type", "treeline.tool.is_error"))
        .containsExactly(
            "invoke_agent FailingDesk",
            "  chat failing",
            "  execute_tool lookup ERROR error.type=java.lang.IllegalStateException"
                + " treeline.tool.is_error=true",
            "  chat failing");
    assertThat(
            child("invoke_agent FailingDesk", "execute_tool lookup", 0)
                .attribute("gen_ai.tool.call.result"))
        .isEqualTo("{\"result\":\"database is down\"}");
  }

  @Test
  void tool_givenAsLambda_isASpan() {
    assertThat(draw("invoke_agent LambdaDesk", "gen_ai.tool.call.result"))
        .containsExactly(
            "invoke_agent LambdaDesk",
            "  chat lambda",
            "  execute_tool clock gen_ai.tool.call.result={\"result\":\"noon\"}",
            "  chat lambda");
  }

  @Test
  void aiService_withoutMemoryIdArgument_isInTheSessionOfItsMemory() {
    assertThat(draw("invoke_agent RememberingDesk", SESSION))
        .containsExactly(
            "invoke_agent RememberingDesk session.id=talk-7",
            "  chat remembering session.id=talk-7");
  }

  @Test
  void aiService_withoutMemory_hasNoSession() {
    assertThat(receiver.span("invoke_agent FailingDesk").attributes()).doesNotContainKey(SESSION);
  }

  @Test
  void aiService_overItsLimitOfToolRounds_tellsTheLimit() {
    ReceivedSpan agent = receiver.span("invoke_agent LimitedDesk");

    assertThat(agent.status()).isEqualTo("ERROR");
    assertThat(agent.attributes())
        .contains(
            entry("treeline.agent.stop_reason", "max_iterations"),
            entry("treeline.agent.max_iterations", 2L));
  }

  @Test
  void chat_refused_isAnErrorWithTheStatus() {
    ReceivedSpan span = receiver.span("chat unauthorized");

    assertThat(span.status()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .contains(
            entry("error.type", "dev.langchain4j.exception.AuthenticationException"),
            entry("http.response.status_code", 401L))
        .doesNotContainKey("gen_ai.usage.input_tokens");
  }

  @Test
  void embeddings_areOneSpanWithUsage() {
    ReceivedSpan span = receiver.span("embeddings embedder");

    assertThat(span.attributes())
        .contains(
            entry("gen_ai.operation.name", "embeddings"),
            entry("gen_ai.provider.name", "openai"),
            entry("gen_ai.usage.input_tokens", 7L),
            entry("openinference.span.kind", "EMBEDDING"));
  }

  @Test
  void streamingAiService_isOneAgentOverAllItsAnswers() {
    assertThat(
            draw(
                "invoke_agent StreamingDesk",
                SESSION,
                "treeline.stream.end",
                "gen_ai.tool.call.id"))
        .containsExactly(
            "invoke_agent StreamingDesk session.id=customer-43",
            "  chat streaming session.id=customer-43 treeline.stream.end=drained",
            "  execute_tool lookup gen_ai.tool.call.id=call-1 session.id=customer-43",
            "  chat streaming session.id=customer-43 treeline.stream.end=drained");
    assertThat(receiver.span("invoke_agent StreamingDesk").attribute("gen_ai.output.messages"))
        .isEqualTo(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                + "\"content\":\"It is on its way\"}],\"finish_reason\":\"stop\"}]");
  }

  @Test
  void streamingAiService_endsAfterItsLastAnswer() {
    long agentEnd = receiver.span("invoke_agent StreamingDesk").proto().getEndTimeUnixNano();

    assertThat(agentEnd)
        .isGreaterThanOrEqualTo(
            child("invoke_agent StreamingDesk", "chat streaming", 1).proto().getEndTimeUnixNano());
  }

  @Test
  void streamingAiService_thatFails_endsWithTheError() {
    assertThat(
            draw(
                "invoke_agent BrokenDesk",
                "treeline.agent.stop_reason",
                "treeline.stream.end",
                "http.response.status_code"))
        .containsExactly(
            "invoke_agent BrokenDesk ERROR treeline.agent.stop_reason=error",
            "  chat desk-broken ERROR http.response.status_code=500 treeline.stream.end=error");
  }

  List<String> draw(String root, String... attributes) {
    return SpanDrawing.draw(receiver.spans(), receiver.span(root), attributes);
  }

  private ReceivedSpan child(String parent, String name, int index) {
    String parentId = receiver.span(parent).spanId();
    return receiver.spans(name).stream()
        .filter(span -> span.parentSpanId().equals(parentId))
        .sorted(java.util.Comparator.comparingLong(span -> span.proto().getStartTimeUnixNano()))
        .toList()
        .get(index);
  }
}
