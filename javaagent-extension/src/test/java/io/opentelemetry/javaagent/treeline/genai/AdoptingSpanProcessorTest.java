package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdoptingSpanProcessorTest {

  private static final AttributeKey<String> OLD_ARGUMENTS = AttributeKey.stringKey("old.arguments");

  private final List<SpanData> exported = new CopyOnWriteArrayList<>();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder()
          .addSpanProcessor(
              new CorrectingSpanProcessor(SimpleSpanProcessor.create(new Exporter(exported))))
          .addSpanProcessor(new AdoptingSpanProcessor(List.of(new TestAdopter())))
          .build();
  private final Tracer library = provider.get("native.library");
  private final GenAiTelemetry ours =
      GenAiTelemetry.create(
          OpenTelemetrySdk.builder().setTracerProvider(provider).build(), "ours", null);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void nativeToolSpan_isCorrectedInPlace() {
    Span agent = library.spanBuilder("agent refunder").startSpan();
    Span tool =
        library
            .spanBuilder("tool lookup")
            .setParent(Context.root().with(agent))
            .setAttribute(OLD_ARGUMENTS, "{\"order\":1,\"password\":\"hunter2\"}")
            .startSpan();
    tool.recordException(new IllegalStateException("api_key=sk-abcdefghijklmnopqrstuvwx"));
    tool.setStatus(StatusCode.ERROR, "Bearer abcdefghijklmnop");
    tool.end();
    agent.end();

    SpanData corrected = span("tool lookup");
    assertThat(corrected.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(corrected.getAttributes().asMap())
        .containsEntry(GenAiAttributes.OPERATION_NAME, "execute_tool")
        .containsEntry(GenAiAttributes.TOOL_NAME, "lookup")
        .containsEntry(GenAiAttributes.AGENT_NAME, "refunder")
        .containsEntry(
            GenAiAttributes.TOOL_CALL_ARGUMENTS, "{\"order\":1,\"password\":\"[masked]\"}")
        .doesNotContainKey(OLD_ARGUMENTS);
    assertThat(corrected.getTotalAttributeCount()).isEqualTo(corrected.getAttributes().size());
    assertThat(corrected.getStatus().getDescription()).isEqualTo("Bearer [masked]");
    assertThat(corrected.getEvents().get(0).getAttributes().get(CommonAttributes.EXCEPTION_MESSAGE))
        .doesNotContain("sk-");
    assertThat(span("agent refunder").getAttributes().get(GenAiAttributes.AGENT_NAME))
        .isEqualTo("refunder");
  }

  @Test
  void innerCallOfOurs_joinsNativeModelSpan() {
    Span call = library.spanBuilder("model gpt").startSpan();
    Context inside = Context.root().with(call);

    ModelCall inner =
        ours.startModelCall(
            inside, ModelRequest.builder(GenAiOperations.GENERATE_CONTENT).model("gpt").build());
    inner.end(
        ModelResponse.builder()
            .id("resp-1")
            .usage(TokenUsage.of(3, 4))
            .toolCalls(List.of(new ToolCall("c1", "lookup", null)))
            .build());
    call.end();

    assertThat(inner.isJoined()).isTrue();
    assertThat(exported).hasSize(1);
    SpanData only = span("chat gpt");
    assertThat(only.getAttributes().asMap())
        .containsEntry(GenAiAttributes.RESPONSE_ID, "resp-1")
        .containsEntry(GenAiAttributes.USAGE_INPUT_TOKENS, 3L)
        .containsEntry(GenAiAttributes.USAGE_OUTPUT_TOKENS, 4L)
        .containsEntry(TreelineAttributes.DECISION_CHOSEN, List.of("lookup"))
        .containsEntry(GenAiAttributes.OPERATION_NAME, "chat");
  }

  @Test
  void stepBetweenNativeModelSpanAndOurs_isStillJoined() {
    Span call = library.spanBuilder("model gpt").startSpan();
    Span step = library.spanBuilder("step").setParent(Context.root().with(call)).startSpan();

    ModelCall inner =
        ours.startModelCall(
            Context.root().with(step),
            ModelRequest.builder(GenAiOperations.CHAT).model("gpt").build());
    inner.end(ModelResponse.EMPTY);
    step.end();
    call.end();

    assertThat(inner.isJoined()).isTrue();
  }

  @Test
  void toolInsideNativeModelSpan_leavesIt() {
    Span call = library.spanBuilder("model gpt").startSpan();
    ToolExecution tool =
        ours.startTool(Context.root().with(call), ToolRequest.function("lookup", "c", null));

    ModelCall inner =
        ours.startModelCall(
            tool.context(), ModelRequest.builder(GenAiOperations.CHAT).model("mini").build());
    inner.end(ModelResponse.EMPTY);
    tool.end(null);
    call.end();

    assertThat(inner.isJoined()).isFalse();
    assertThat(span("chat mini").getParentSpanId())
        .isEqualTo(span("execute_tool lookup").getSpanId());
  }

  @Test
  void nativeModelSpanInsideOurCall_isFoldedIntoIt() {
    ModelCall outer =
        ours.startModelCall(
            Context.root(), ModelRequest.builder(GenAiOperations.CHAT).model("nova").build());
    Span call = library.spanBuilder("model nova").setParent(outer.context()).startSpan();
    Span http =
        provider.get("http").spanBuilder("POST").setParent(outer.context().with(call)).startSpan();
    http.end();
    call.end();
    outer.end(ModelResponse.EMPTY);

    assertThat(exported).hasSize(2);
    assertThat(span("POST").getParentSpanId()).isEqualTo(span("chat nova").getSpanId());
    assertThat(span("chat nova").getAttributes().get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
        .isEqualTo(4L);
  }

  @Test
  void foldedSpan_isNotExportedAndItsChildrenMoveUp() {
    Span root = provider.get("app").spanBuilder("root").startSpan();
    Span folded = library.spanBuilder("fold").setParent(Context.root().with(root)).startSpan();
    Span below = library.spanBuilder("fold").setParent(Context.root().with(folded)).startSpan();
    provider.get("app").spanBuilder("leaf").setParent(Context.root().with(below)).startSpan().end();
    below.end();
    folded.end();
    root.end();

    assertThat(exported).extracting(SpanData::getName).containsExactly("leaf", "root");
    assertThat(span("leaf").getParentSpanId()).isEqualTo(span("root").getSpanId());
  }

  @Test
  void adopterThatThrows_leavesTheSpanAsItIs() {
    library.spanBuilder("broken").startSpan().end();

    assertThat(span("broken").getAttributes().isEmpty()).isTrue();
    assertThat(Failures.count("complete native.library")).isPositive();
  }

  private SpanData span(String name) {
    return exported.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  /** A library whose spans say by their names what they are. */
  private static final class TestAdopter implements SpanAdopter {
    @Override
    public boolean adopts(String scopeName) {
      return scopeName.equals("native.library");
    }

    @Override
    public Adoption adopt(Context parent, ReadWriteSpan span) {
      String[] words = span.getName().split(" ");
      return switch (words[0]) {
        case "model" ->
            Adoption.modelCall(ModelRequest.builder(GenAiOperations.CHAT).model(words[1]).build());
        case "tool" -> Adoption.tool(words[1]);
        case "agent" -> Adoption.agent(words[1]);
        case "fold" -> Adoption.folded();
        default -> Adoption.plain();
      };
    }

    @Override
    public void complete(AdoptedSpan span) {
      if (span.name().equals("broken")) {
        throw new IllegalStateException("injected");
      }
      if (span.adoption().request() != null) {
        span.answered(ModelResponse.builder().usage(TokenUsage.of(null, 4)).build());
      } else if (GenAiOperations.EXECUTE_TOOL.equals(span.adoption().operation())) {
        span.toolContent(OLD_ARGUMENTS, GenAiAttributes.TOOL_CALL_ARGUMENTS, "input")
            .kind(SpanKind.CLIENT);
      }
    }
  }

  private record Exporter(List<SpanData> spans) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
