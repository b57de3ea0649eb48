package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model that asks other models: each real call is seen once, and its usage counts once. */
class WrappedCallsTest {

  private final List<SpanData> ended = new ArrayList<>();
  private final GenAiTelemetry telemetry =
      GenAiTelemetry.create(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder().addSpanProcessor(new Collector(ended)).build())
              .build(),
          "test",
          null);

  @Test
  void oneCallThroughThreeLayers_isOneSpan() {
    ModelCall outer = start(Context.root(), null);
    ModelCall middle = start(outer.context(), "small");
    ModelCall inner = start(middle.context(), "small");
    inner.end(answer(10));
    middle.end(answer(10));
    outer.end(answer(10));

    assertThat(drawn()).containsExactly("chat small 10");
  }

  @Test
  void fallbackToAnotherModel_isASpanWithinAndTheFirstFailureIsKept() {
    ModelCall outer = start(Context.root(), null);
    start(outer.context(), "big").fail(new IllegalStateException("overloaded"));
    start(outer.context(), "small").end(answer(10));
    outer.end(answer(10));

    assertThat(drawn()).containsExactly("chat small 10", "chat big null");
    SpanData whole = ended.get(1);
    assertThat(ended.get(0).getParentSpanId()).isEqualTo(whole.getSpanId());
    assertThat(whole.getAttributes().get(TreelineAttributes.RECOVERY_STRATEGY))
        .isEqualTo("fallback_model");
    assertThat(whole.getEvents()).hasSize(1);
    assertThat(whole.getEvents().get(0).getAttributes().get(TreelineAttributes.RETRY_REASON))
        .isEqualTo(IllegalStateException.class.getName());
  }

  @Test
  void severalModelsAsked_countTheirUsageOnceEach() {
    ModelCall outer = start(Context.root(), null);
    start(outer.context(), "one").end(answer(1));
    start(outer.context(), "two").end(answer(2));
    start(outer.context(), "three").end(answer(4));
    outer.end(answer(7));

    assertThat(drawn()).containsExactly("chat two 2", "chat three 4", "chat one 1");
  }

  @Test
  void retryTheClientAnnounces_staysTheSameCall() {
    ModelCall outer = start(Context.root(), "small");
    start(outer.context(), "small").fail(new IllegalStateException("overloaded"));
    outer.retry(1, null, null);
    start(outer.context(), "small").end(answer(10));
    outer.end(answer(10));

    assertThat(drawn()).containsExactly("chat small 10");
    assertThat(ended.get(0).getEvents()).hasSize(1);
  }

  private ModelCall start(Context parent, String model) {
    return telemetry.startModelCall(
        parent, ModelRequest.builder(GenAiOperations.CHAT).model(model).build());
  }

  private static ModelResponse answer(long tokens) {
    return ModelResponse.builder().usage(new TokenUsage(tokens, null, null, null, null)).build();
  }

  private List<String> drawn() {
    return ended.stream()
        .map(
            span ->
                span.getName() + " " + span.getAttributes().get(GenAiAttributes.USAGE_INPUT_TOKENS))
        .toList();
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
