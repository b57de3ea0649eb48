package io.treeline.javaagent.instrumentation.agentscope;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.agentscope.core.message.ToolResultBlock;
import io.agentscope.core.tool.ToolCallParam;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Every execution of a tool: by the toolkit in 1.0, by its executor in 2.0. */
final class ToolInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf("io.agentscope.core.tool.Toolkit", "io.agentscope.core.tool.ToolExecutor");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("executeToolCore", "executeCore")
            .and(takesArguments(1))
            .and(takesArgument(0, named("io.agentscope.core.tool.ToolCallParam"))),
        getClass().getName() + "$ExecuteAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<ToolResultBlock> onExit(
        @Advice.Argument(0) @Nullable ToolCallParam param,
        @Advice.Return @Nullable Mono<ToolResultBlock> result) {
      return ToolCalls.watched(param, result);
    }
  }
}
