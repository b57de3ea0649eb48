package io.treeline.javaagent.instrumentation.springaialibaba;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Agents, at the moment they become graphs. */
final class AgentInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.alibaba.cloud.ai.graph.agent.Agent");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getAndCompileGraph").and(takesNoArguments()),
        getClass().getName() + "$CompileAdvice");
  }

  @SuppressWarnings("unused")
  public static class CompileAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class)
    public static void onExit(
        @Advice.This Object agent, @Advice.Return @Nullable Object compiledGraph) {
      Graphs.learn(agent, compiledGraph);
    }
  }
}
