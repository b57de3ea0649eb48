package io.opentelemetry.javaagent.treeline.genai;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.treeline.semconv.SessionIdSources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that are each a trace of their own, on a server that numbers its tool calls. */
class ToolCallLedgerTest {

  private final List<String> ended = new ArrayList<>();
  private final Tracer tracer =
      SdkTracerProvider.builder().addSpanProcessor(new Names(ended)).build().get("test");
  private final ToolCallLedger ledger = new ToolCallLedger();

  @Test
  void infer_idChosenInTwoSessions_takesThatOfItsSession() {
    choose("ann", "refund");
    choose("bob", "lookup");

    answer("ann");

    assertThat(inferred()).containsExactly("execute_tool refund");
  }

  @Test
  void infer_idChosenInAnotherSession_infersNothing() {
    choose("ann", "refund");

    answer("bob");
    answer(null);

    assertThat(inferred()).isEmpty();
  }

  @Test
  void infer_withoutSession_takesTheOnlyChoice() {
    choose(null, "refund");

    answer(null);

    assertThat(inferred()).containsExactly("execute_tool refund");
  }

  @Test
  void infer_sessionNamedAfterTheTraceOfTheChoice_takesIt() {
    String trace = choose(null, "refund");
    choose(null, "lookup");

    answer(trace);

    assertThat(inferred()).containsExactly("execute_tool refund");
  }

  @Test
  void infer_withoutSessionAndTwoChoices_infersNothing() {
    choose(null, "refund");
    choose(null, "lookup");

    answer(null);

    assertThat(inferred()).isEmpty();
  }

  /** Returns the trace of the call. */
  private String choose(@Nullable String session, String tool) {
    Span call = tracer.spanBuilder("chat").setNoParent().startSpan();
    call.end();
    ledger.chosen(
        call, in(session), System.nanoTime(), List.of(new ToolCall("call_0", tool, null)));
    return call.getSpanContext().getTraceId();
  }

  private void answer(@Nullable String session) {
    Span request = tracer.spanBuilder("chat").setNoParent().startSpan();
    ledger.infer(tracer, request, in(session), List.of(new ToolResult("call_0", "done")));
    request.end();
  }

  private static Context in(@Nullable String session) {
    return SessionContext.EMPTY
        .withId(session, SessionIdSources.API)
        .storeInContext(Context.root());
  }

  private List<String> inferred() {
    return ended.stream().filter(name -> name.startsWith("execute_tool")).toList();
  }

  private record Names(List<String> ended) implements SpanProcessor {
    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      ended.add(span.getName());
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
