package io.treeline.javaagent.instrumentation.ollama4j;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.github.ollama4j.tools.ToolFunction;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Where the client's loop takes a tool from, by name up to 1.0. The function itself is most often a
 * lambda, and does not know its name.
 */
final class ToolFunctionInstrumentation implements TypeInstrumentation {

  private static final String TOOL_FUNCTION = "io.github.ollama4j.tools.ToolFunction";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.github.ollama4j.tools.ToolRegistry", "io.github.ollama4j.tools.Tools$Tool");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getToolFunction")
            .and(takesArguments(String.class))
            .and(returns(named(TOOL_FUNCTION))),
        getClass().getName() + "$ByNameAdvice");
    transformer.applyAdviceToMethod(
        named("getToolFunction").and(takesArguments(0)).and(returns(named(TOOL_FUNCTION))),
        getClass().getName() + "$OfToolAdvice");
  }

  @SuppressWarnings("unused")
  public static class ByNameAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable ToolFunction onExit(
        @Advice.Argument(0) @Nullable String name, @Advice.Return @Nullable ToolFunction function) {
      return ToolCalls.watched(name, function);
    }
  }

  @SuppressWarnings("unused")
  public static class OfToolAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable ToolFunction onExit(
        @Advice.This Object tool, @Advice.Return @Nullable ToolFunction function) {
      return ToolCalls.watchedOf(tool, function);
    }
  }
}
