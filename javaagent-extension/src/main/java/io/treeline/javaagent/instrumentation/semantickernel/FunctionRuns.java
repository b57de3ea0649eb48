package io.treeline.javaagent.instrumentation.semantickernel;

import com.microsoft.semantickernel.contextvariables.ContextVariable;
import com.microsoft.semantickernel.semanticfunctions.KernelFunction;
import com.microsoft.semantickernel.semanticfunctions.KernelFunctionFromPrompt;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.ToolExecution;
import io.opentelemetry.javaagent.treeline.genai.ToolRequest;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.javaagent.reactive.WatchedMono;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the advice of the functions' instrumentations does. */
public final class FunctionRuns {

  /** Name of a prompt that the application gave none. */
  private static final Pattern RANDOM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private FunctionRuns() {}

  /**
   * The function's result, with a span for each time it is asked for.
   *
   * @param arguments the function's variables by name
   */
  public static @Nullable Mono<Object> watched(
      KernelFunction<?> function, @Nullable Object arguments, @Nullable Mono<Object> result) {
    return result == null
        ? null
        : new WatchedMono<>(result, parent -> start(parent, function, arguments));
  }

  /** The result of a function that the model chose; {@code call} is azure-ai-openai's. */
  public static @Nullable Mono<Object> chosen(
      @Nullable Object call, @Nullable Mono<Object> result) {
    ChosenFunction chosen = ChosenFunction.of(call);
    return result == null || chosen == null
        ? result
        : new WatchedMono<>(result, parent -> new Passed(chosen.storeIn(parent), parent));
  }

  private static Observed<Object> start(
      Context parent, KernelFunction<?> function, @Nullable Object arguments) {
    String name = function.getName();
    String fullName =
        function.getPluginName() == null ? name : function.getPluginName() + "-" + name;
    ChosenFunction chosen = ChosenFunction.take(parent);
    Object values = GenAiConfig.get().captureContent() ? values(arguments) : null;
    if (chosen == null && function instanceof KernelFunctionFromPrompt<?>) {
      return KernelAgent.start(
          parent,
          RANDOM.matcher(name).matches() ? null : fullName,
          function.getDescription(),
          List.of(),
          values);
    }
    ToolRequest request =
        chosen == null
            ? ToolRequest.function(fullName, null, values)
            : ToolRequest.function(
                chosen.name(), chosen.id(), values == null ? null : chosen.arguments());
    return new Running(SemanticKernelTelemetry.get().startTool(parent, request));
  }

  private static Map<String, Object> values(@Nullable Object arguments) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (arguments instanceof Map<?, ?> variables) {
      variables.forEach(
          (name, variable) -> {
            Object value =
                variable instanceof ContextVariable<?> typed ? typed.getValue() : variable;
            values.put(String.valueOf(name), plain(value));
          });
    }
    return values;
  }

  /** As a JSON value; other objects as their text. */
  static @Nullable Object plain(@Nullable Object value) {
    return value == null
            || value instanceof CharSequence
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Map<?, ?>
            || value instanceof List<?>
        ? value
        : value.toString();
  }

  /** A function as a tool. */
  private record Running(ToolExecution execution) implements Observed<Object> {

    @Override
    public Context context() {
      return SemanticKernelTelemetry.cover(AgentRun.leave(execution.context()));
    }

    @Override
    public Context callerContext() {
      return execution.parentContext();
    }

    @Override
    public void next(Object result) {
      execution.end(GenAiConfig.get().captureContent() ? KernelAgent.resultOf(result) : null);
    }

    @Override
    public void completed() {
      execution.end(null);
    }

    @Override
    public void failed(Throwable failure) {
      execution.fail(failure);
    }

    @Override
    public void cancelled() {
      execution.fail(new CancellationException("cancelled before the function answered"));
    }
  }
}
