package io.treeline.javaagent.instrumentation.springaialibaba;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.alibaba.cloud.ai.graph.OverAllState;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Every run of a graph, in which all ways to ask for one end. */
final class GraphRunnerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.alibaba.cloud.ai.graph.GraphRunner");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("run")
            .and(takesArguments(1))
            .and(takesArgument(0, named("com.alibaba.cloud.ai.graph.OverAllState")))
            .and(returns(named("reactor.core.publisher.Flux"))),
        getClass().getName() + "$RunAdvice");
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Flux<Object> onExit(
        @Advice.This Object runner,
        @Advice.Argument(0) @Nullable OverAllState state,
        @Advice.Return @Nullable Flux<Object> responses) {
      return GraphRuns.watched(runner, state, responses);
    }
  }
}
