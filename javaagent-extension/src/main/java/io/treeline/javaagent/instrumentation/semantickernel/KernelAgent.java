package io.treeline.javaagent.instrumentation.semantickernel;

import com.microsoft.semantickernel.orchestration.FunctionResult;
import com.microsoft.semantickernel.services.chatcompletion.ChatMessageContent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.treeline.javaagent.reactive.Observed;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One run of a prompt function, or of a chat that calls functions by itself. */
final class KernelAgent implements Observed<Object> {

  private static final ContextKey<KernelAgent> KEY =
      ContextKey.named("treeline-semantic-kernel-agent");

  private final AgentRun run;
  private final AtomicBoolean joined = new AtomicBoolean();

  private KernelAgent(AgentRun run) {
    this.run = run;
  }

  /**
   * Starts one.
   *
   * @param input content; empty when there is none or content is off
   * @param values a prompt's variables; content; null likewise
   */
  static KernelAgent start(
      Context parent,
      @Nullable String name,
      @Nullable String description,
      List<Message> input,
      @Nullable Object values) {
    AgentRun run =
        AgentRun.of(
            SemanticKernelTelemetry.get()
                .startAgent(
                    parent,
                    new AgentRequest(
                        GenAiOperations.INVOKE_AGENT,
                        name,
                        null,
                        description,
                        input,
                        Attributes.empty())));
    run.invocation().putValue(TreelineAttributes.INPUT, values);
    return new KernelAgent(run);
  }

  /**
   * The prompt function whose chat is about to begin in {@code context}; null when there is none.
   */
  static @Nullable KernelAgent join(Context context) {
    KernelAgent agent = context.get(KEY);
    return agent != null
            && agent.run == AgentRun.in(context)
            && agent.joined.compareAndSet(false, true)
        ? agent
        : null;
  }

  /** No change when the limit is not known. */
  void limit(@Nullable Long modelCalls) {
    run.invocation().set(TreelineAttributes.AGENT_MAX_ITERATIONS, modelCalls);
  }

  @Override
  public Context context() {
    return SemanticKernelTelemetry.cover(run.context().with(KEY, this));
  }

  @Override
  public Context callerContext() {
    return run.invocation().parentContext();
  }

  @Override
  public void next(Object answer) {
    List<Message> output = List.of();
    try {
      Object said = GenAiConfig.get().captureContent() ? resultOf(answer) : null;
      if (said != null) {
        output = List.of(Message.output(List.of(Part.text(said.toString())), "stop"));
      }
    } catch (Throwable e) {
      Failures.record("semantic-kernel answer", e);
    }
    run.end(output);
  }

  @Override
  public void completed() {
    run.end(List.of());
  }

  @Override
  public void failed(Throwable failure) {
    run.fail(failure);
  }

  @Override
  public void cancelled() {
    run.cancel();
  }

  /** What a function returned, or the last thing said in a chat; null when there is nothing. */
  static @Nullable Object resultOf(@Nullable Object answer) {
    if (answer instanceof FunctionResult<?> result) {
      return FunctionRuns.plain(result.getResult());
    }
    if (answer instanceof List<?> messages && !messages.isEmpty()) {
      return messages.get(messages.size() - 1) instanceof ChatMessageContent<?> last
          ? last.getContent()
          : null;
    }
    return null;
  }
}
