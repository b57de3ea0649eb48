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
        .script("fallback-first", status(401))
        .script("fallback-second", text("Hi"))
        .script("desk", tools(lookup), text("It is on its way"))
        .script("failing", tools(lookup), text("Sorry"))
        .script("lambda", tools(new ToolCall("call-2", "clock", "{}")), text("It is noon"))
        .script("remembering", text("Hello again"))
        .script("limited", tools(lookup), tools(lookup), tools(lookup), tools(lookup))
        .script("unauthorized", status(401))
        .script("policies", text("In 30 days"))
        .script("transformer", text("unpaid orders"))
        .script("router", text("1, 2"))
        .script("researched", text("Order 8 was not paid"))
        .script("moderated", text("Never seen"))
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
  void chat_modelThatFallsBackToAnother_showsBothCallsAndWhyTheFirstWasNotEnough() {
    ReceivedSpan whole = receiver.span("chat fallback-first");

    assertThat(draw("chat fallback-first", "gen_ai.usage.input_tokens"))
        .containsExactly(
            "chat fallback-first", "  chat fallback-second gen_ai.usage.input_tokens=100");
    assertThat(whole.attribute("treeline.recovery.strategy")).isEqualTo("fallback_model");
    assertThat(whole.events())
        .filteredOn(event -> event.name().equals("treeline.retry"))
        .extracting(event -> event.attributes().get("treeline.retry.reason"))
        .containsExactly("401");
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

  @Test
  void retriever_ofAStore_isOneSearchWithItsEmbeddingInside() {
    assertThat(draw("invoke_agent PolicyDesk"))
        .containsExactly(
            "invoke_agent PolicyDesk",
            "  retrieval policies",
            "    embeddings rag-embedder",
            "  chat policies");
  }

  @Test
  void retriever_hasQueryDocumentsAndScores() {
    ReceivedSpan search = child("invoke_agent PolicyDesk", "retrieval policies", 0);

    assertThat(search.attributes())
        .contains(
            entry("gen_ai.operation.name", "retrieval"),
            entry("openinference.span.kind", "RETRIEVER"),
            entry("gen_ai.data_source.id", "policies"),
            entry("gen_ai.retrieval.query.text", "When is my refund?"),
            entry("gen_ai.retrieval.top_k", 3L),
            entry("treeline.retrieval.document_count", 1L));
    // The same vector twice: as similar as floating point lets it be.
    assertThat((String) search.attribute("gen_ai.retrieval.documents"))
        .matches(
            "\\[\\{\"id\":\"doc-1\",\"score\":(1\\.0|0\\.9999\\d*),"
                + "\"content\":\"Refunds take 30 days\",\"metadata\":\\{\"file\":\"policy.md\"}}]");
  }

  @Test
  void augmentor_ofSeveralSearches_framesThemAndTellsWhichWereChosen() {
    List<String> drawn = draw("invoke_agent ResearchDesk");

    assertThat(drawn)
        .hasSize(9)
        .startsWith(
            "invoke_agent ResearchDesk", "  retrieval", "    chat transformer", "    chat router")
        .contains("    retrieval policies", "      embeddings rag-embedder", "    retrieval Orders")
        .endsWith("    rerank Ranker", "  chat researched");
    assertThat(child("invoke_agent ResearchDesk", "retrieval", 0).events().get(0).attributes())
        .contains(
            entry("treeline.decision.type", "route"),
            entry("treeline.decision.chosen", List.of("policies", "Orders")));
  }

  @Test
  void scoringModel_ranksWithScoresAndUsage() {
    ReceivedSpan ranking = receiver.span("rerank Ranker");

    assertThat(ranking.attributes())
        .contains(
            entry("openinference.span.kind", "RERANKER"),
            entry("gen_ai.usage.input_tokens", 11L),
            entry("gen_ai.retrieval.query.text", "unpaid orders"));
    assertThat((String) ranking.attribute("gen_ai.retrieval.documents"))
        .contains("{\"score\":0.25,", "{\"score\":0.75,");
  }

  @Test
  void retriever_thatFails_isAnError() {
    assertThat(draw("invoke_agent BrokenPolicyDesk", "error.type"))
        .containsExactly(
            "invoke_agent BrokenPolicyDesk ERROR error.type=java.lang.IllegalStateException",
            "  retrieval ERROR error.type=java.lang.IllegalStateException");
  }

  @Test
  void moderation_isAGuardrailWithItsVerdict() {
    assertThat(receiver.span("guardrail moderation").attributes())
        .contains(
            entry("openinference.span.kind", "GUARDRAIL"),
            entry("gen_ai.request.model", "moderator"),
            entry("treeline.guardrail.target", "input"),
            entry("treeline.guardrail.verdict", "failed"),
            entry("treeline.guardrail.reason", "flag this"),
            entry("treeline.input", "flag this"));
    assertThat(receiver.span("guardrail moderation").parentSpanId())
        .isEqualTo(receiver.span("invoke_agent ModeratedDesk").spanId());
  }

  @Test
  void imageModel_isOneCallWithItsImage() {
    ReceivedSpan span = receiver.span("generate_content painter");

    assertThat(span.attributes())
        .contains(
            entry("gen_ai.output.type", "image"),
            entry("gen_ai.provider.name", "openai"),
            entry("gen_ai.request.model", "painter"));
    assertThat((String) span.attribute("gen_ai.output.messages"))
        .contains("https://images.example/1.png");
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
