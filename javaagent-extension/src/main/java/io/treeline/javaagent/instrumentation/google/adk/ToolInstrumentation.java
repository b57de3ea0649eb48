package io.treeline.javaagent.instrumentation.google.adk;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.extendsClass;
import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.google.adk.tools.BaseTool;
import com.google.adk.tools.ToolContext;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.reactivex.rxjava3.core.Single;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Tools of every kind, the application's own too. */
final class ToolInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<ClassLoader> classLoaderOptimization() {
    return hasClassesNamed("com.google.adk.tools.BaseTool");
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return extendsClass(named("com.google.adk.tools.BaseTool"));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("runAsync")
            .and(not(isAbstract()))
            .and(takesArguments(2))
            .and(takesArgument(0, Map.class))
            .and(takesArgument(1, named("com.google.adk.tools.ToolContext")))
            .and(returns(named("io.reactivex.rxjava3.core.Single"))),
        ToolInstrumentation.class.getName() + "$RunAdvice");
  }

  /** One execution. Most tools run as soon as they are called. */
  @SuppressWarnings("unused")
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ToolRuns onEnter(
        @Advice.This BaseTool tool,
        @Advice.Argument(0) @Nullable Map<String, Object> arguments,
        @Advice.Argument(1) @Nullable ToolContext context) {
      return ToolRuns.begin(tool, arguments, context);
    }

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static @Nullable Single<Map<String, Object>> onExit(
        @Advice.Enter @Nullable ToolRuns run,
        @Advice.Return @Nullable Single<Map<String, Object>> result,
        @Advice.Thrown @Nullable Throwable failure) {
      return run == null ? result : run.returned(result, failure);
    }

    private RunAdvice() {}
  }
}
