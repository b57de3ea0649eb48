package io.treeline.javaagent.instrumentation.google.adk;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Functions as tools: what they throw is caught, and an answer is made of it. */
final class FunctionToolInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.google.adk.tools.FunctionTool");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("call").and(takesArguments(2)).and(takesArgument(0, Map.class)),
        FunctionToolInstrumentation.class.getName() + "$CallAdvice");
  }

  /** The function itself. */
  @SuppressWarnings("unused")
  public static final class CallAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(@Advice.Thrown @Nullable Throwable failure) {
      if (failure != null) {
        ToolRuns.threw(failure);
      }
    }

    private CallAdvice() {}
  }
}
