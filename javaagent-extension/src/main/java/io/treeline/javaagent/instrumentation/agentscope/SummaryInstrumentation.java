package io.treeline.javaagent.instrumentation.agentscope;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** What an agent does instead of going on when it has used up its iterations. */
final class SummaryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.agentscope.core.ReActAgent", "io.agentscope.core.ReActAgent$CallExecution");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("summarizing").and(returns(named("reactor.core.publisher.Mono"))),
        getClass().getName() + "$SummarizingAdvice");
  }

  @SuppressWarnings("unused")
  public static class SummarizingAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static void onEnter() {
      AgentCalls.limitReached();
    }
  }
}
