package io.treeline.javaagent.instrumentation.stainless.anthropic;

import com.anthropic.core.RequestOptions;
import com.anthropic.models.beta.messages.ToolRunnerCreateParams;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import java.util.Iterator;

/** What advice on the tool runner calls: gives the application iterators that are watched. */
public final class ToolRunnerCalls {

  /** Stands for {@code steps}, or is it when it cannot be watched. */
  public static Iterator<?> steps(
      ToolRunnerCreateParams params, RequestOptions options, Iterator<?> steps) {
    try {
      return new RunnerSteps<>(steps, new RunnerProgress(params, options, Context.current()));
    } catch (Throwable e) {
      Failures.record("anthropic tool runner", e);
      return steps;
    }
  }

  /** The same for steps that are streamed. */
  public static Iterable<?> streams(
      ToolRunnerCreateParams params, RequestOptions options, Iterable<?> streams) {
    return new Iterable<Object>() {
      @Override
      @SuppressWarnings("unchecked") // what the library's iterator gives
      public Iterator<Object> iterator() {
        return (Iterator<Object>) steps(params, options, streams.iterator());
      }
    };
  }

  private ToolRunnerCalls() {}
}
