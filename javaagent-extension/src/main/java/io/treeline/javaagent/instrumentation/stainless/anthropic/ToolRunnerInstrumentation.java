package io.treeline.javaagent.instrumentation.stainless.anthropic;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import com.anthropic.core.RequestOptions;
import com.anthropic.models.beta.messages.ToolRunnerCreateParams;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.Iterator;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The loop of model and tools as an agent, and its tools. */
final class ToolRunnerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.anthropic.helpers.BetaToolRunner");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = ToolRunnerInstrumentation.class.getName();
    transformer.applyAdviceToMethod(
        named("iterator").and(isPublic()).and(takesNoArguments()).and(returns(Iterator.class)),
        outer + "$IteratorAdvice");
    transformer.applyAdviceToMethod(
        named("streaming").and(isPublic()).and(takesNoArguments()).and(returns(Iterable.class)),
        outer + "$StreamingAdvice");
    // Newer versions give it a third argument.
    transformer.applyAdviceToMethod(
        named("generateToolUseResult")
            .and(
                takesArgument(
                    0, named("com.anthropic.models.beta.messages.BetaToolUseBlockParam"))),
        outer + "$ToolAdvice");
  }

  /** One message after the other. */
  @SuppressWarnings("unused")
  public static final class IteratorAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable Iterator<?> onExit(
        @Advice.FieldValue("params") ToolRunnerCreateParams params,
        @Advice.FieldValue("requestOptions") RequestOptions options,
        @Advice.Return @Nullable Iterator<?> steps) {
      return steps == null ? null : ToolRunnerCalls.steps(params, options, steps);
    }

    private IteratorAdvice() {}
  }

  /** One stream after the other. */
  @SuppressWarnings("unused")
  public static final class StreamingAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable Iterable<?> onExit(
        @Advice.FieldValue("params") ToolRunnerCreateParams params,
        @Advice.FieldValue("requestOptions") RequestOptions options,
        @Advice.Return @Nullable Iterable<?> streams) {
      return streams == null ? null : ToolRunnerCalls.streams(params, options, streams);
    }

    private StreamingAdvice() {}
  }

  /** A tool that the runner executes. */
  @SuppressWarnings("unused")
  public static final class ToolAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable RunnerTool onEnter(@Advice.Argument(0) Object toolUse) {
      return RunnerTool.begin(toolUse);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable RunnerTool tool,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable failure) {
      if (tool != null) {
        tool.end(result, failure);
      }
    }

    private ToolAdvice() {}
  }
}
