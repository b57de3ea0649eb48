package io.treeline.javaagent.instrumentation.langgraph4j;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
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

/** What a graph knows: its nodes' names, where its edges lead, and what people changed. */
final class CompiledGraphInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.bsc.langgraph4j.CompiledGraph");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$CreateAdvice");
    // With a configuration from 1.6 on; answers with a name, later with a command.
    transformer.applyAdviceToMethod(
        named("nextNodeId")
            .and(takesArgument(0, named("org.bsc.langgraph4j.internal.edge.EdgeValue")))
            .and(takesArgument(2, String.class)),
        getClass().getName() + "$NextNodeAdvice");
    transformer.applyAdviceToMethod(
        named("updateState").and(takesArguments(3)).and(takesArgument(1, Map.class)),
        getClass().getName() + "$UpdateStateAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(@Advice.This Object graph) {
      GraphNames.learn(graph);
    }
  }

  @SuppressWarnings("unused")
  public static class NextNodeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter() {
      return GraphRuns.beginEdge();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.This Object graph,
        @Advice.Enter @Nullable Object edge,
        @Advice.Argument(0) @Nullable Object route,
        @Advice.Argument(2) @Nullable String from,
        @Advice.Return @Nullable Object next,
        @Advice.Thrown @Nullable Throwable thrown) {
      GraphRuns.endEdge(edge, graph, route, from, next);
    }
  }

  @SuppressWarnings("unused")
  public static class UpdateStateAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(
        @Advice.This Object graph, @Advice.Argument(0) @Nullable Object config) {
      PendingAnswers.stateChanged(graph, config);
    }
  }
}
