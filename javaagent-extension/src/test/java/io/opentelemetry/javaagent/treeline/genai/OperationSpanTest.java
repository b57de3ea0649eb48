package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.config.AgentConfig;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps of an agent's work other than model calls: retrieval, guardrails, people, graph nodes. */
class OperationSpanTest {

  private final List<SpanData> ended = new ArrayList<>();
  private final GenAiTelemetry telemetry =
      GenAiTelemetry.create(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder().addSpanProcessor(new Collector(ended)).build())
              .build(),
          "test",
          null);

  @AfterEach
  void restoreDefaults() {
    AgentConfig.install(AgentConfig.of(key -> null));
  }

  @Test
  void retrieval_answered_hasQueryAndDocuments() {
    Retrieval search =
        telemetry.startRetrieval(
            Context.root(),
            RetrievalRequest.search().dataSource("policies").query("refunds?").topK(3).build());
    search.end(
        2,
        List.of(
            new RetrievedDocument("d-1", 0.75, "30 days", Map.of("api_key", "sk-12345")),
            new RetrievedDocument(null, null, "x".repeat(40_000), Map.of())));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("retrieval policies");
    assertThat(get(span, GenAiAttributes.OPERATION_NAME)).isEqualTo("retrieval");
    assertThat(get(span, OpenInferenceAttributes.SPAN_KIND)).isEqualTo("RETRIEVER");
    assertThat(get(span, GenAiAttributes.DATA_SOURCE_ID)).isEqualTo("policies");
    assertThat(get(span, GenAiAttributes.RETRIEVAL_QUERY_TEXT)).isEqualTo("refunds?");
    assertThat(get(span, GenAiAttributes.RETRIEVAL_TOP_K)).isEqualTo(3);
    assertThat(get(span, TreelineAttributes.RETRIEVAL_DOCUMENT_COUNT)).isEqualTo(2);
    assertThat(get(span, GenAiAttributes.RETRIEVAL_DOCUMENTS))
        .startsWith(
            "[{\"id\":\"d-1\",\"score\":0.75,\"content\":\"30 days\","
                + "\"metadata\":{\"api_key\":\""
                + Secrets.MASK
                + "\"}},{\"content\":\"xxx")
        .contains("…[truncated ");
    assertThat(get(span, TreelineAttributes.CONTENT_TRUNCATED)).isTrue();
  }

  @Test
  void retrieval_contentOff_hasCountOnly() {
    AgentConfig.install(AgentConfig.of(key -> key.endsWith("content") ? "false" : null));
    assertThat(GenAiConfig.get().captureContent()).isFalse();

    telemetry
        .startRetrieval(Context.root(), RetrievalRequest.search().query("refunds?").build())
        .end(1, List.of(new RetrievedDocument("d-1", 0.75, "30 days", Map.of())));

    SpanData span = only();
    assertThat(get(span, TreelineAttributes.RETRIEVAL_DOCUMENT_COUNT)).isEqualTo(1);
    assertThat(span.getAttributes().toString()).doesNotContain("refunds").doesNotContain("d-1");
  }

  @Test
  void retrieval_wrapper_isJoinedByItsOneSearchOnly() {
    Retrieval wrapper =
        telemetry.startRetrieval(
            Context.root(), RetrievalRequest.search().query("q").wrapsOneSearch(true).build());
    Retrieval inner =
        telemetry.startRetrieval(
            wrapper.context(),
            RetrievalRequest.search().dataSource("store").provider("pg").topK(5).build());
    assertThat(inner.isJoined()).isTrue();
    Retrieval below = telemetry.startRetrieval(inner.context(), RetrievalRequest.search().build());
    assertThat(below.isJoined()).isFalse();
    Retrieval second =
        telemetry.startRetrieval(wrapper.context(), RetrievalRequest.search().build());
    assertThat(second.isJoined()).isFalse();
    below.end(0, List.of());
    second.end(0, List.of());
    inner.end(1, List.of(new RetrievedDocument("d-1", 0.5, null, Map.of())));
    assertThat(ended).hasSize(2);
    wrapper.endWithLearned();

    SpanData span = ended.get(2);
    assertThat(span.getName()).isEqualTo("retrieval store");
    assertThat(get(span, GenAiAttributes.RETRIEVAL_QUERY_TEXT)).isEqualTo("q");
    assertThat(get(span, GenAiAttributes.RETRIEVAL_TOP_K)).isEqualTo(5);
    assertThat(get(span, GenAiAttributes.PROVIDER_NAME)).isEqualTo("pg");
    assertThat(get(span, GenAiAttributes.RETRIEVAL_DOCUMENTS))
        .isEqualTo("[{\"id\":\"d-1\",\"score\":0.5}]");
    assertThat(ended.subList(0, 2))
        .allSatisfy(s -> assertThat(s.getParentSpanId()).isEqualTo(span.getSpanId()));
  }

  @Test
  void rerank_isNamedAfterItsModelAndJoinsNoSearch() {
    Retrieval wrapper =
        telemetry.startRetrieval(
            Context.root(), RetrievalRequest.search().wrapsOneSearch(true).build());
    Retrieval ranking =
        telemetry.startRetrieval(
            wrapper.context(), RetrievalRequest.rerank().model("ranker-1").build());
    ranking.end(0, List.of());

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("rerank ranker-1");
    assertThat(get(span, OpenInferenceAttributes.SPAN_KIND)).isEqualTo("RERANKER");
    assertThat(get(span, GenAiAttributes.REQUEST_MODEL)).isEqualTo("ranker-1");
  }

  @Test
  void guardrail_failed_isAVerdictAndNoError() {
    telemetry
        .startGuardrail(Context.root(), "Pii", "input", "my card")
        .end("failed", "has a card number", Map.of("text", "my ***"));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("guardrail Pii");
    assertThat(get(span, TreelineAttributes.SPAN_KIND)).isEqualTo("guardrail");
    assertThat(get(span, OpenInferenceAttributes.SPAN_KIND)).isEqualTo("GUARDRAIL");
    assertThat(get(span, TreelineAttributes.GUARDRAIL_TARGET)).isEqualTo("input");
    assertThat(get(span, TreelineAttributes.GUARDRAIL_VERDICT)).isEqualTo("failed");
    assertThat(get(span, TreelineAttributes.GUARDRAIL_REASON)).isEqualTo("has a card number");
    assertThat(get(span, TreelineAttributes.INPUT)).isEqualTo("my card");
    assertThat(get(span, TreelineAttributes.OUTPUT)).isEqualTo("{\"text\":\"my ***\"}");
    assertThat(get(span, CommonAttributes.ERROR_TYPE)).isNull();
  }

  @Test
  void humanStep_insideAnAgent_knowsWhoAsks() {
    AgentInvocation agent = telemetry.startAgent(Context.root(), AgentRequest.of("support"));
    HumanStep step =
        telemetry.startHumanStep(agent.context(), "approval", "refund", "refund 40 EUR?");
    step.end("approved", "go ahead");
    step.end("rejected", null);

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("human refund");
    assertThat(get(span, TreelineAttributes.SPAN_KIND)).isEqualTo("human");
    assertThat(get(span, TreelineAttributes.HUMAN_TYPE)).isEqualTo("approval");
    assertThat(get(span, TreelineAttributes.HUMAN_DECISION)).isEqualTo("approved");
    assertThat(get(span, GenAiAttributes.AGENT_NAME)).isEqualTo("support");
    assertThat(get(span, TreelineAttributes.INPUT)).isEqualTo("refund 40 EUR?");
    assertThat(get(span, TreelineAttributes.OUTPUT)).isEqualTo("go ahead");
  }

  @Test
  void node_decidedAndFailed_hasDecisionAndError() {
    GraphNode node = telemetry.startNode(Context.root(), "triage", null);
    node.decided("route", List.of("refund", "invoice"), "refund", null);
    node.fail(new IllegalStateException("broken"));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("execute_node triage");
    assertThat(get(span, GenAiAttributes.OPERATION_NAME)).isEqualTo("execute_node");
    assertThat(get(span, TreelineAttributes.SPAN_KIND)).isEqualTo("node");
    assertThat(get(span, CommonAttributes.ERROR_TYPE))
        .isEqualTo(IllegalStateException.class.getName());
    assertThat(span.getEvents().get(0).getAttributes().get(TreelineAttributes.DECISION_CHOSEN))
        .containsExactly("refund");
  }

  @Test
  void content_thatCannotBeWritten_leavesTheSpanWhole() {
    Object broken =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        };
    telemetry.startHumanStep(Context.root(), "input", null, broken).end(null, broken);

    assertThat(only().getName()).isEqualTo("human input");
  }

  private SpanData only() {
    assertThat(ended).hasSize(1);
    return ended.get(0);
  }

  private static <T> T get(SpanData span, AttributeKey<T> key) {
    return span.getAttributes().get(key);
  }

  private record Collector(List<SpanData> ended) implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ended.add(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
