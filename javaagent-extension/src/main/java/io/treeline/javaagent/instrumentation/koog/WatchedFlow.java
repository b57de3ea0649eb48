package io.treeline.javaagent.instrumentation.koog;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import io.treeline.javaagent.reactive.Observed;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** A streamed answer, with a span for each time it is collected. */
public final class WatchedFlow implements Flow<Object> {

  private final Flow<Object> source;
  private final @Nullable Object prompt;
  private final @Nullable Object model;
  private final @Nullable Object tools;

  /**
   * @param source the library's own
   */
  public WatchedFlow(
      Flow<Object> source,
      @Nullable Object prompt,
      @Nullable Object model,
      @Nullable Object tools) {
    this.source = source;
    this.prompt = prompt;
    this.model = model;
    this.tools = tools;
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super Object> collector, Continuation<? super Unit> caller) {
    CoroutineCall call;
    try {
      call =
          CoroutineCall.begin(
              caller,
              parent -> new Collecting(ModelCalls.start(parent, prompt, model, tools, true)));
    } catch (Throwable e) {
      Failures.record("koog stream", e);
      return source.collect(collector, caller);
    }
    if (call == null || !(call.observed() instanceof Collecting collecting)) {
      return source.collect(collector, caller);
    }
    Object result = null;
    Throwable thrown = null;
    try {
      result = source.collect(new Collector(collector, collecting), call);
      return result;
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      CoroutineCall.returned(call, result, thrown);
    }
  }

  private record Collector(FlowCollector<? super Object> collector, Collecting collecting)
      implements FlowCollector<Object> {

    /** What the application does with a piece is no part of the call. */
    @Override
    public @Nullable Object emit(Object frame, Continuation<? super Unit> source) {
      collecting.received(frame);
      CoroutineCall handed;
      try {
        handed = CoroutineCall.begin(source, within -> new Handed(collecting, within));
      } catch (Throwable e) {
        Failures.record("koog stream", e);
        return collector.emit(frame, source);
      }
      if (handed == null) {
        return collector.emit(frame, source);
      }
      Object result = null;
      Throwable thrown = null;
      try {
        result = collector.emit(frame, handed);
        return result;
      } catch (Throwable e) {
        thrown = e;
        throw e;
      } finally {
        CoroutineCall.returned(handed, result, thrown);
      }
    }
  }

  /** The application's turn. */
  private record Handed(Collecting collecting, Context callerContext) implements Observed<Object> {

    @Override
    public Context context() {
      return collecting.callerContext();
    }

    @Override
    public void next(Object nothing) {}

    @Override
    public void completed() {}

    @Override
    public void failed(Throwable failure) {}

    @Override
    public void cancelled() {}
  }

  private static final class Collecting implements Observed<Object> {
    private final ModelCall call;
    private final Answers answer = new Answers();
    private final ModelStream stream;

    Collecting(ModelCall call) {
      this.call = call;
      this.stream = call.stream(answer::response);
    }

    void received(@Nullable Object frame) {
      try {
        stream.received(answer.add(frame));
      } catch (Throwable e) {
        Failures.record("koog stream", e);
      }
    }

    @Override
    public Context context() {
      return call.context();
    }

    @Override
    public Context callerContext() {
      return call.parentContext();
    }

    @Override
    public void next(Object nothing) {}

    @Override
    public void completed() {
      stream.drained();
    }

    @Override
    public void failed(Throwable failure) {
      stream.failed(failure);
    }

    @Override
    public void cancelled() {
      stream.cancelled();
    }
  }
}
