package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.SessionIdSources;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts as taking the place of something that failed, and what does not. */
class RecoveryScopeTest {

  private final RecoveryScope scope = scope(RecoveryScope.enter(Context.root()));

  @Test
  void tool_sameArgumentsAgain_isARetryWithTheNextAttempt() {
    scope.toolFailed(failure("lookup", 0), "c-1", 7);

    Recovery first = scope.toolStarting("lookup", "c-2", 7);
    scope.toolFailed(failure("lookup", Recovery.attempt(first)), "c-2", 7);
    Recovery second = scope.toolStarting("lookup", "c-3", 7);

    assertThat(described(first)).isEqualTo("retry 1");
    assertThat(described(second)).isEqualTo("retry 2");
    assertThat(scope.toolStarting("lookup", "c-4", 7)).isNull();
  }

  @Test
  void tool_otherArgumentsOfTheSameDecision_isNoRetry() {
    scope.toolFailed(failure("lookup", 0), "c-1", 7);

    assertThat(scope.toolStarting("lookup", "c-2", 8)).isNull();
  }

  @Test
  void tool_chosenAgainByAModelThatSawTheFailure_isARetry() {
    scope.toolFailed(failure("lookup", 0), "c-1", 7);

    answer(List.of("c-1"), "lookup", "refund");

    assertThat(scope.toolStarting("refund", "c-2", 1)).isNull();
    assertThat(described(scope.toolStarting("lookup", "c-3", 8))).isEqualTo("retry 1");
  }

  @Test
  void tool_anotherChosenAfterTheFailure_isAnAlternateOnce() {
    scope.toolFailed(failure("lookup", 0), "c-1", 7);

    answer(List.of("c-1"), "search");

    assertThat(described(scope.toolStarting("search", "c-2", 1))).isEqualTo("alternate_tool 1");
    assertThat(scope.toolStarting("search", "c-3", 1)).isNull();
  }

  @Test
  void tool_chosenByAModelOfAnotherBranch_isNoAlternate() {
    scope.toolFailed(failure("lookup", 0), "c-1", 7);

    answer(List.of("d-9"), "search");

    assertThat(scope.toolStarting("search", "d-10", 1)).isNull();
  }

  @Test
  void tool_modelGaveUp_takesNothingsPlaceLater() {
    scope.toolFailed(failure("lookup", 0), "c-1", 7);

    answer(List.of("c-1"));
    answer(List.of("c-1"), "lookup");

    assertThat(scope.toolStarting("lookup", "c-2", 8)).isNull();
  }

  @Test
  void model_sameQuestion_isARetryOrAFallback() {
    scope.modelFailed(failure("small", 0), request("small", "Hi"));
    assertThat(described(scope.modelStarting(request("small", "Hi")))).isEqualTo("retry 1");

    scope.modelFailed(failure("small", 1), request("small", "Hi"));
    assertThat(described(scope.modelStarting(request("large", "Hi"))))
        .isEqualTo("fallback_model 2");
  }

  @Test
  void model_otherQuestionOrAnsweredSince_takesNothingsPlace() {
    scope.modelFailed(failure("small", 0), request("small", "Hi"));

    assertThat(scope.modelStarting(request("large", "Bye"))).isNull();
    scope.modelAnswered(request("other", "Hi"), answered(), System.nanoTime());
    assertThat(scope.modelStarting(request("large", "Hi"))).isNull();
  }

  @Test
  void of_agentsSpansAndSessions_areApart() {
    Context first = Context.root().with(Span.wrap(span("1")));
    Context second = Context.root().with(Span.wrap(span("2")));
    Context session =
        SessionContext.EMPTY.withId("s-1", SessionIdSources.API).storeInContext(Context.root());

    assertThat(RecoveryScope.of(first)).isSameAs(RecoveryScope.of(first));
    assertThat(
            Stream.of(
                    first, second, session, RecoveryScope.enter(first), RecoveryScope.enter(first))
                .map(RecoveryScope::of)
                .distinct())
        .hasSize(5);
    assertThat(RecoveryScope.of(Context.root())).isNull();
  }

  @Test
  void failures_tooMany_forgetTheOldest() {
    IntStream.rangeClosed(0, FailedTools.MAX_FAILURES)
        .forEach(i -> scope.toolFailed(failure("tool-" + i, 0), null, 7));

    assertThat(scope.toolStarting("tool-0", null, 7)).isNull();
    assertThat(scope.toolStarting("tool-1", null, 7)).isNotNull();
  }

  private void answer(List<String> seen, String... chosen) {
    ModelRequest request =
        ModelRequest.builder("chat")
            .toolResults(seen.stream().map(id -> new ToolResult(id, "")).toList())
            .build();
    List<ToolCall> calls = Stream.of(chosen).map(name -> new ToolCall(null, name, null)).toList();
    ModelResponse response =
        ModelResponse.builder().finishReasons(List.of("stop")).toolCalls(calls).build();
    scope.modelAnswered(request, response, System.nanoTime());
  }

  private static ModelResponse answered() {
    return ModelResponse.builder().finishReasons(List.of("stop")).build();
  }

  private static ModelRequest request(String model, String question) {
    return ModelRequest.builder("chat")
        .model(model)
        .messages(List.of(Message.of("user", List.of(Part.text(question)))))
        .build();
  }

  private static Failure failure(String name, long attempt) {
    return new Failure(span("a"), name, "java.io.IOException", null, attempt);
  }

  private static SpanContext span(String digit) {
    return SpanContext.create(
        digit.repeat(32), digit.repeat(16), TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static RecoveryScope scope(Context context) {
    RecoveryScope found = RecoveryScope.of(context);
    assertThat(found).isNotNull();
    return found;
  }

  private static String described(@Nullable Recovery recovery) {
    return recovery == null ? "none" : recovery.strategy() + " " + Recovery.attempt(recovery);
  }
}
