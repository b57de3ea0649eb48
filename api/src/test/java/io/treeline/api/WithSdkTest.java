package io.treeline.api;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API on an OpenTelemetry SDK of the application's own, without the agent. */
class WithSdkTest {

  @RegisterExtension static final OpenTelemetryExtension sdk = OpenTelemetryExtension.create();

  @Test
  void tool_thatReturns_isSpanWithArgumentsAndResult() throws Exception {
    String status =
        ManualLogger.tool("lookup_order")
            .callId("call-1")
            .description("Finds an order")
            .attempt(1, 3)
            .retryReason("timeout")
            .recovery("retry")
            .arguments(Map.of("id", "A-1"))
            .call(() -> "shipped");

    assertThat(status).isEqualTo("shipped");
    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("execute_tool lookup_order");
    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("openinference.span.kind", "TOOL")
                .put("gen_ai.operation.name", "execute_tool")
                .put("gen_ai.tool.name", "lookup_order")
                .put("gen_ai.tool.type", "function")
                .put("gen_ai.tool.call.id", "call-1")
                .put("gen_ai.tool.description", "Finds an order")
                .put("gen_ai.tool.call.arguments", "{\"id\":\"A-1\"}")
                .put("gen_ai.tool.call.result", "shipped")
                .put("treeline.retry.attempt", 1)
                .put("treeline.retry.max", 3)
                .put("treeline.retry.reason", "timeout")
                .put("treeline.recovery.strategy", "retry")
                .build()
                .asMap());
  }

  @Test
  void tool_thatThrows_recordsAndThrowsOn() {
    IllegalStateException cause = new IllegalStateException("no such order");

    assertThatThrownBy(
            () ->
                ManualLogger.tool("lookup_order")
                    .run(
                        () -> {
                          throw cause;
                        }))
        .isSameAs(cause);

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("no such order");
    assertThat(span.getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(span.getEvents()).extracting("name").containsExactly("exception");
    Attributes event = span.getEvents().get(0).getAttributes();
    assertThat(event.get(stringKey("exception.type"))).isEqualTo("java.lang.IllegalStateException");
    assertThat(event.get(stringKey("exception.message"))).isEqualTo("no such order");
    assertThat(event.get(stringKey("exception.stacktrace")))
        .startsWith("java.lang.IllegalStateException: no such order");
  }

  @Test
  void tool_whoseResultSaysItFailed_isErrorWithoutException() {
    try (Operation tool = ManualLogger.tool("refund").start()) {
      tool.result(Map.of("error", "limit")).failed("limit");
    }

    SpanData span = onlySpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(booleanKey("treeline.tool.is_error"))).isTrue();
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void operations_ofEachKind_haveTheirNamesAndKinds() {
    ManualLogger.agent("support").run(() -> {});
    ManualLogger.vectorSearch("handbook").run(() -> {});
    ManualLogger.database("select orders").run(() -> {});
    ManualLogger.http("POST /refunds").run(() -> {});
    ManualLogger.data("parse csv").run(() -> {});

    assertThat(sdk.getSpans())
        .extracting(
            SpanData::getName,
            span -> span.getAttributes().get(stringKey("gen_ai.operation.name")),
            span -> span.getAttributes().get(stringKey("treeline.span.kind")))
        .containsExactly(
            tuple("invoke_agent support", "invoke_agent", null),
            tuple("retrieval handbook", "retrieval", "vector_db"),
            tuple("database select orders", null, "database"),
            tuple("http POST /refunds", null, "http"),
            tuple("data parse csv", null, "data"));
  }

  @Test
  void human_thatApproves_isSpanWithTypeAndDecision() {
    try (Operation ask = ManualLogger.human(HumanType.APPROVAL, "change_plan").start()) {
      ask.humanDecision(HumanDecision.APPROVED);
    }

    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("human change_plan");
    assertThat(span.getAttributes().get(stringKey("treeline.input"))).isNull();
    assertThat(span.getAttributes().get(stringKey("treeline.human.type"))).isEqualTo("approval");
    assertThat(span.getAttributes().get(stringKey("treeline.human.decision")))
        .isEqualTo("approved");
  }

  @Test
  void human_askedInFreeWords_hasThemAsInputAndNotInName() {
    ManualLogger.human(HumanType.APPROVAL, "refund of 120").run(() -> {});
    ManualLogger.human(null, "which plan, Ann?").arguments(List.of("gold")).run(() -> {});

    assertThat(sdk.getSpans())
        .extracting(
            SpanData::getName, span -> span.getAttributes().get(stringKey("treeline.input")))
        .satisfiesExactly(
            ask -> assertThat(ask).isEqualTo(tuple("human approval", "refund of 120")),
            ask -> {
              assertThat(ask.toList().get(0)).isEqualTo("human input");
              assertThat(String.valueOf(ask.toList().get(1)))
                  .contains("\"request\":\"which plan, Ann?\"", "\"arguments\":[\"gold\"]");
            });
  }

  @Test
  void decisionIterationAndScore_withinSpan_areOnIt() {
    try (Operation agent = ManualLogger.agent("support").start()) {
      Decision.of("route")
          .alternatives("refund", "escalate")
          .chosen("refund")
          .rationale("small")
          .mark();
      AgentLoop.iteration(2, 5);
      AgentLoop.stopped("final_answer");
      Score.of("helpfulness")
          .value(0.8)
          .label("good")
          .explanation("short")
          .source(ScoreSource.LLM)
          .record();
    }

    SpanData span = onlySpan();
    assertThat(span.getAttributes().get(longKey("treeline.agent.iteration"))).isEqualTo(2);
    assertThat(span.getAttributes().get(longKey("treeline.agent.max_iterations"))).isEqualTo(5);
    assertThat(span.getAttributes().get(stringKey("treeline.agent.stop_reason")))
        .isEqualTo("final_answer");
    assertThat(span.getEvents())
        .extracting("name")
        .containsExactly("treeline.decision", "gen_ai.evaluation.result");
    assertThat(span.getEvents().get(0).getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put(stringKey("treeline.decision.type"), "route")
                .put(stringArrayKey("treeline.decision.offered"), List.of("refund", "escalate"))
                .put(stringArrayKey("treeline.decision.chosen"), List.of("refund"))
                .put(stringKey("treeline.decision.rationale"), "small")
                .build());
    assertThat(span.getEvents().get(1).getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put(stringKey("gen_ai.evaluation.name"), "helpfulness")
                .put(doubleKey("gen_ai.evaluation.score.value"), 0.8)
                .put(stringKey("gen_ai.evaluation.score.label"), "good")
                .put(stringKey("gen_ai.evaluation.explanation"), "short")
                .put(stringKey("treeline.score.source"), "llm")
                .build());
  }

  @Test
  void score_outsideOfAnySpan_isSpanOfItsOwn() {
    Score.of("thumbs").label("up").recordFor("s-1");

    SpanData span = onlySpan();
    assertThat(span.getName()).isEqualTo("evaluate thumbs");
    assertThat(span.getEvents()).extracting("name").containsExactly("gen_ai.evaluation.result");
  }

  @Test
  void wrappedExecutor_task_runsInTheSpanOfItsSubmitter() throws Exception {
    ExecutorService executor = Session.wrapExecutorService(Executors.newSingleThreadExecutor());
    try (Operation outer = ManualLogger.data("outer").start()) {
      Span seen = executor.submit(Span::current).get();

      assertThat(seen.getSpanContext()).isEqualTo(outer.span().getSpanContext());
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void wrongUse_neverThrows() {
    Session.named(null).id(null).user(null).property(null, null).open().close();
    Session.enterPath(null).close();
    Session.withProperty(null, null).close();
    ManualLogger.tool(null).arguments(null).attribute(null, 1).run(() -> {});
    Decision.of(null).chosen((String) null).mark();
    Score.of(null).recordFor(null);
    Operation operation = ManualLogger.human(null, " ").start();
    operation.error(null).result(null).humanDecision(null).close();
    operation.close();

    assertThat(sdk.getSpans())
        .extracting(SpanData::getName)
        .containsExactly("execute_tool tool", "human request");
  }

  private static SpanData onlySpan() {
    assertThat(sdk.getSpans()).hasSize(1);
    return sdk.getSpans().get(0);
  }
}
