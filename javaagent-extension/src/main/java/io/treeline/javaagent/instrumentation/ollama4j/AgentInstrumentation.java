package io.treeline.javaagent.instrumentation.ollama4j;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The agents of 1.1: a name, tools and a conversation of its own. */
final class AgentInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.github.ollama4j.agent.Agent");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("interact").and(takesArgument(0, String.class)),
        getClass().getName() + "$InteractAdvice");
  }

  @SuppressWarnings("unused")
  public static class InteractAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class)
    public static @Nullable Object onEnter(
        @Advice.This Object agent,
        @Advice.FieldValue("name") @Nullable String name,
        @Advice.Argument(0) @Nullable String input) {
      return ToolLoops.beginAgent(agent, name, input);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    public static void onExit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Return @Nullable List<?> history,
        @Advice.Thrown @Nullable Throwable thrown) {
      ToolLoops.endAgent(entered, history, thrown);
    }
  }
}
