package io.treeline.javaagent.instrumentation.springaialibaba;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Edges taken, which the engine looks up while it runs. */
final class EdgeInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.alibaba.cloud.ai.graph.GraphRunnerContext");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("nextNodeId")
            .and(takesArguments(3))
            .and(takesArgument(0, named("com.alibaba.cloud.ai.graph.internal.edge.EdgeValue")))
            .and(takesArgument(2, String.class)),
        getClass().getName() + "$NextNodeAdvice");
  }

  @SuppressWarnings("unused")
  public static class NextNodeAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(
        @Advice.Argument(0) @Nullable Object edge,
        @Advice.Argument(2) @Nullable String from,
        @Advice.Return @Nullable Object command) {
      Nodes.edge(edge, from, command);
    }
  }
}
