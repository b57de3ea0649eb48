package io.treeline.javaagent.instrumentation.langchain4j;

import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.status;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.text;
import static io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.tools;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.instrumentation.langchain4j.ScriptedModel.ToolCall;
import io.treeline.javaagent.testing.AgentJvm;
import io.treeline.javaagent.testing.OtlpTestReceiver;
import io.treeline.javaagent.testing.ReceivedSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every supported version of LangChain4j shows of {@link LangChain4jScenarios}, which runs
 * once under the agent's jar.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LangChain4jContract {

  private static final String SESSION = "session.id";
  private static final String SOURCE = "treeline.session.id_source";

  OtlpTestReceiver receiver;
  ScriptedModel model;

  abstract String version();

  @BeforeAll
  void run() throws Exception {
    receiver = OtlpTestReceiver.start();
    model = ScriptedModel.start();
    script(model);
    try (AgentJvm jvm =
        AgentJvm.builder(LangChain4jScenarios.class)
            .libraries(
                "dev.langchain4j:langchain4j:" + version(),
                "dev.langchain4j:langchain4j-open-ai:" + version())
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

  static void script(ScriptedModel model) {
    ToolCall lookup = new ToolCall("call-1", "lookup", "{\"arg0\":\"7\",\"orderId\":\"7\"}");
    model
        .script("plain", text("Hi"))
        .script("wrapped", text("Hi"))
        .script("tools", tools(lookup), text("It is on its way"))
        .script("failing", tools(lookup), text("Sorry"))
        .script("lambda", tools(new ToolCall("call-2", "clock", "{}")), text("It is noon"))
        .script("remembering", text("Hello again"))
        .script("limited", tools(lookup), tools(lookup), tools(lookup), tools(lookup))
        .script("retried", status(429), text("Welcome back"))
        .script("unauthorized", status(401))
        .script("streamed", text("one two three"))
        .script("afterwards", text("Welcome"))
        .script("streaming", tools(lookup), text("It is on its way"))
        .script("broken", status(500), status(500), status(500), status(500))
        .script("identical", text("a"), text("a"), text("a"), text("a"));
  }

  @Test
  void chat_plain_hasRequestResponseUsageAndContent() {
    ReceivedSpan span = receiver.span("chat plain");

    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.attributes())
        .contains(
            entry("gen_ai.operation.name", "chat"),
            entry("gen_ai.provider.name", "openai"),
            entry("gen_ai.request.model", "plain"),
            entry("gen_ai.request.temperature", 0.5),
            entry("gen_ai.request.max_tokens", 64L),
            entry("gen_ai.response.model", "plain-2026"),
            entry("gen_ai.response.id", "chatcmpl-plain"),
            entry("gen_ai.response.finish_reasons", List.of("stop")),
            entry("gen_ai.usage.input_tokens", 100L),
            entry("gen_ai.usage.output_tokens", 20L),
            entry("gen_ai.usage.cache_read.input_tokens", 40L),
            entry("gen_ai.usage.reasoning.output_tokens", 5L),
            entry("server.address", "127.0.0.1"),
            entry("server.port", (long) model.port()),
            entry("openinference.span.kind", "LLM"),
            entry("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]"),
            entry(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}]}]"),
            entry(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}],"
                    + "\"finish_reason\":\"stop\"}]"));
  }

  @Test
  void chat_callerSetHeliconeHeaders_areTheSessionAndAreSent() {
    assertThat(receiver.span("chat plain").attributes())
        .contains(
            entry(SESSION, "from-header"),
            entry(SOURCE, "header"),
            entry("treeline.session.name", "Header session"),
            entry("treeline.session.path", "/header/path"),
            entry("treeline.property.Plan", "gold"));
    assertThat(model.headers("plain").get(0).getFirst("Helicone-Session-Id"))
        .isEqualTo("from-header");
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
            "  chat tools session.id=customer-42 treeline.session.id_source=framework",
            "  execute_tool lookup session.id=customer-42 treeline.session.id_source=framework",
            "  chat tools session.id=customer-42 treeline.session.id_source=framework");
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
    ReceivedSpan choice = child("invoke_agent SupportDesk", "chat tools", 0);

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
  void chat_retriedByTheModel_isOneSpanWithTheRetry() {
    ReceivedSpan span = receiver.span("chat retried");

    assertThat(span.status()).isEqualTo("UNSET");
    assertThat(span.attribute("http.request.resend_count")).isEqualTo(1L);
    assertThat(span.events()).hasSize(1);
    Map<String, Object> retry = span.events().get(0).attributes();
    assertThat(span.events().get(0).name()).isEqualTo("treeline.retry");
    assertThat(retry)
        .contains(entry("treeline.retry.attempt", 1L), entry("treeline.retry.reason", "429"))
        .containsKey("treeline.retry.backoff_millis");
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
  void stream_drained_hasTimeToFirstChunkAndTheWholeAnswer() {
    ReceivedSpan span = receiver.span("chat streamed");

    assertThat(span.attributes())
        .contains(
            entry("gen_ai.request.stream", true),
            entry("treeline.stream.end", "drained"),
            entry("gen_ai.usage.output_tokens", 20L),
            entry("gen_ai.usage.cache_read.input_tokens", 40L),
            entry(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\","
                    + "\"content\":\"one two three\"}],\"finish_reason\":\"stop\"}]"))
        .containsKey("gen_ai.response.time_to_first_chunk");
  }

  @Test
  void stream_callInItsCallback_isNoChildOfIt() {
    ReceivedSpan streamed = receiver.span("chat streamed");

    assertThat(receiver.span("chat afterwards").parentSpanId())
        .isEqualTo(streamed.parentSpanId())
        .isEmpty();
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
            "  chat broken ERROR http.response.status_code=500 treeline.stream.end=error");
  }

  @Test
  void chat_sameRequestAtTheSameTime_isASpanEach() {
    List<ReceivedSpan> spans = receiver.spans("chat identical");

    assertThat(spans).hasSize(4);
    assertThat(spans.stream().map(ReceivedSpan::traceId).distinct()).hasSize(4);
    assertThat(spans).allMatch(span -> span.attribute("gen_ai.usage.input_tokens").equals(100L));
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
