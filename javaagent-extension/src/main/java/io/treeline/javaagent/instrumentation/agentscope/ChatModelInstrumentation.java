package io.treeline.javaagent.instrumentation.agentscope;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.agentscope.core.message.Msg;
import io.agentscope.core.model.ChatModelBase;
import io.agentscope.core.model.ChatResponse;
import io.agentscope.core.model.GenerateOptions;
import io.agentscope.core.model.ToolSchema;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Every chat model. */
final class ChatModelInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.agentscope.core.model.ChatModelBase");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("stream").and(takesArguments(3)).and(takesArgument(0, List.class)),
        getClass().getName() + "$StreamAdvice");
  }

  @SuppressWarnings("unused")
  public static class StreamAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Flux<ChatResponse> onExit(
        @Advice.This ChatModelBase model,
        @Advice.Argument(0) @Nullable List<Msg> messages,
        @Advice.Argument(1) @Nullable List<ToolSchema> tools,
        @Advice.Argument(2) @Nullable GenerateOptions options,
        @Advice.Return @Nullable Flux<ChatResponse> answer) {
      return ModelCalls.watched(model, messages, tools, options, answer);
    }
  }
}
