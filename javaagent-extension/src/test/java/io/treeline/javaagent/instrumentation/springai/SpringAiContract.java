package io.treeline.javaagent.instrumentation.springai;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.javaagent.testing.ExpectedChat;
import io.treeline.javaagent.testing.ReceivedSpan;
import io.treeline.javaagent.testing.library.LibraryContract;
import io.treeline.javaagent.testing.library.LibraryScenarios;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chat models of Spring AI, with OpenAI's. */
abstract class SpringAiContract extends LibraryContract {
  private final String version;
  private final String vectorStoreVersion;

  SpringAiContract(String version, String vectorStoreVersion) {
    this.version = version;
    this.vectorStoreVersion = vectorStoreVersion;
  }

  @Override
  protected Class<? extends LibraryScenarios> scenarios() {
    return SpringAiScenarios.class;
  }

  @Override
  protected String[] libraries() {
    String group = "org.springframework.ai:";
    return new String[] {
      group + "spring-ai-openai:" + version,
      group + "spring-ai-client-chat:" + version,
      group + "spring-ai-vector-store:" + vectorStoreVersion,
      // Which the BOM of Spring Boot chooses for applications.
      "com.fasterxml.jackson.core:jackson-annotations:2.21"
    };
  }

  /** Reactor has no word for closing a stream but cancelling it. */
  @Override
  protected String closedEarlyEnding() {
    return "cancelled";
  }

  @Test
  void chatClient_calledWithMemoryAndTools_isAnAgentWithFlatRequestsInItsSession() {
    ReceivedSpan agent = agent("c-1");
    List<ReceivedSpan> trace = trace(agent);
    List<ReceivedSpan> requests = named(trace, "chat tools-agent");
    ReceivedSpan tool = named(trace, "execute_tool lookup_order").get(0);

    assertThat(agent.name()).isEqualTo("invoke_agent SupportAgent");
    assertThat(agent.attributes())
        .containsEntry("gen_ai.agent.name", "SupportAgent")
        .containsEntry("gen_ai.conversation.id", "c-1")
        .containsEntry("treeline.agent.stop_reason", "final_answer");
    assertThat((String) agent.attribute("gen_ai.input.messages")).contains("Where is A-17?");
    assertThat(agent.attribute("gen_ai.output.messages"))
        .isEqualTo(ExpectedChat.answer("Hello from tools-agent"));
    assertThat(requests).hasSize(2);
    assertThat(requests)
        .allSatisfy(
            request ->
                assertThat(request.attributes())
                    // Each its own, not the sum of both.
                    .containsEntry("gen_ai.usage.input_tokens", 21L)
                    .containsEntry("gen_ai.usage.output_tokens", 9L)
                    .containsEntry("session.id", "c-1")
                    .containsEntry("treeline.session.id_source", "framework"));
    assertThat(requests)
        .extracting(request -> request.attribute("treeline.agent.iteration"))
        .containsExactly(1L, 2L);
    assertThat(requests).extracting(ReceivedSpan::parentSpanId).doesNotContain(tool.spanId());
    assertThat(tool.attributes())
        .containsEntry("gen_ai.tool.call.id", "call_tools-agent")
        .containsEntry("gen_ai.agent.name", "SupportAgent")
        .containsEntry("gen_ai.tool.call.result", "{\"status\":\"shipped\"}")
        .containsEntry("session.id", "c-1");
    assertThat(ancestors(tool, trace)).contains(agent.spanId());
    assertThat(ancestors(tool, trace))
        .doesNotContainAnyElementsOf(requests.stream().map(ReceivedSpan::spanId).toList());
    assertThat(named(trace, "advisor"))
        .isNotEmpty()
        .allSatisfy(
            advisor -> assertThat(advisor.attribute("treeline.span.wrapper")).isEqualTo(true));
  }

  @Test
  void chatClient_streamedWithTools_hasFlatRequestsOfTheirOwn() {
    ReceivedSpan agent = agent("c-2");
    List<ReceivedSpan> trace = trace(agent);
    List<ReceivedSpan> requests = named(trace, "chat tools-stream");
    ReceivedSpan tool = named(trace, "execute_tool lookup_order").get(0);

    assertThat(agent.name()).isEqualTo("invoke_agent SupportAgent");
    assertThat(requests).hasSize(2);
    assertThat(requests.get(0).attributes())
        .containsEntry("treeline.decision.chosen", List.of("lookup_order"))
        .containsEntry("treeline.stream.end", "drained");
    assertThat(requests.get(1).attribute("gen_ai.output.messages"))
        .isEqualTo(ExpectedChat.answer("Hello from tools-stream"));
    for (ReceivedSpan span : List.of(requests.get(0), requests.get(1), tool)) {
      assertThat(span.attribute("session.id")).isEqualTo("c-2");
      assertThat(ancestors(span, trace))
          .contains(agent.spanId())
          .doesNotContainAnyElementsOf(requests.stream().map(ReceivedSpan::spanId).toList());
    }
    assertThat(tool.attribute("gen_ai.tool.call.id")).isEqualTo("call_tools-stream");
  }

  @Test
  void chatClient_withTheUnnamedConversation_hasNoSessionOfIt() {
    assertThat(receiver.span("chat plain-agent").attributes()).doesNotContainKey("session.id");
  }

  @Test
  void tool_thatThrows_isAnErrorWithItsCause() {
    List<ReceivedSpan> failed = named(trace(agent("c-3")), "execute_tool lookup_order");

    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).status()).isEqualTo("ERROR");
    assertThat(failed.get(0).attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void chatClient_whoseStreamIsGivenUp_isCancelled() {
    ReceivedSpan request = receiver.span("chat hanging-agent");
    ReceivedSpan agent =
        trace(request).stream()
            .filter(span -> span.name().startsWith("invoke_agent"))
            .findFirst()
            .orElseThrow();

    assertThat(request.attribute("treeline.stream.end")).isEqualTo("cancelled");
    assertThat(agent.attribute("treeline.agent.stop_reason")).isEqualTo("cancelled");
  }

  @Test
  void vectorStore_searched_hasQueryAndDocumentsAboveItsEmbedding() {
    ReceivedSpan search = receiver.span("retrieval in-memory-map");

    assertThat(search.attributes())
        .containsEntry("gen_ai.retrieval.query.text", "How long?")
        .containsEntry("gen_ai.retrieval.top_k", 3L);
    assertThat((String) search.attribute("gen_ai.retrieval.documents"))
        .contains("\"id\":\"d-1\"", "\"score\":", "Orders take two days.");
    List<ReceivedSpan> embeddings =
        receiver.spans("embeddings embedding").stream()
            .filter(span -> span.parentSpanId().equals(search.spanId()))
            .toList();
    assertThat(embeddings).hasSize(1);
    assertThat(embeddings.get(0).attribute("gen_ai.usage.input_tokens")).isEqualTo(5L);
  }

  @Test
  void sessionHeaders_ofAStream_areHonouredAndSent() {
    assertThat(receiver.span("chat headers-stream").attributes())
        .containsEntry("session.id", "h-1")
        .containsEntry("treeline.session.id_source", "header");
    assertThat(server.requests("headers-stream").get(0).headers().getFirst("Helicone-Session-Id"))
        .isEqualTo("h-1");
  }

  @Test
  void imageModel_isOneCallWithItsImage() {
    ReceivedSpan span =
        receiver.spans().stream()
            .filter(one -> "image".equals(one.attribute("gen_ai.output.type")))
            .findFirst()
            .orElseThrow();

    assertThat(span.name()).isEqualTo("generate_content painter");
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.attributes()).containsEntry("gen_ai.provider.name", "openai");
    assertThat((String) span.attribute("gen_ai.input.messages")).contains("a knight");
    assertThat((String) span.attribute("gen_ai.output.messages"))
        .contains("https://images.example/1.png");
  }

  @Test
  void applicationsOwnRegistry_makesNoSecondSpans() {
    assertThat(receiver.spans("chat observed")).hasSize(2);
  }

  private ReceivedSpan agent(String conversation) {
    List<ReceivedSpan> agents =
        receiver.spans("invoke_agent SupportAgent").stream()
            .filter(span -> conversation.equals(span.attribute("gen_ai.conversation.id")))
            .toList();
    assertThat(agents).hasSize(1);
    return agents.get(0);
  }

  private List<ReceivedSpan> trace(ReceivedSpan member) {
    return receiver.spans().stream()
        .filter(span -> span.traceId().equals(member.traceId()))
        .sorted(Comparator.comparingLong(span -> span.proto().getStartTimeUnixNano()))
        .toList();
  }

  private static List<ReceivedSpan> named(List<ReceivedSpan> spans, String start) {
    return spans.stream().filter(span -> span.name().startsWith(start)).toList();
  }

  private static List<String> ancestors(ReceivedSpan span, List<ReceivedSpan> trace) {
    List<String> ids = new ArrayList<>();
    String parent = span.parentSpanId();
    while (!parent.isEmpty()) {
      ids.add(parent);
      String id = parent;
      parent =
          trace.stream()
              .filter(candidate -> candidate.spanId().equals(id))
              .findFirst()
              .map(ReceivedSpan::parentSpanId)
              .orElse("");
    }
    return ids;
  }
}
