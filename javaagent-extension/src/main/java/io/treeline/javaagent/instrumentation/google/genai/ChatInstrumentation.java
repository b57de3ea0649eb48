package io.treeline.javaagent.instrumentation.google.genai;

import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Chats, each of which is a session where nothing says otherwise. */
final class ChatInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf("com.google.genai.Chat", "com.google.genai.AsyncChat");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("privateSendMessage", "privateSendMessageStream"),
        ChatInstrumentation.class.getName() + "$SendAdvice");
  }

  /** One message and its answer. */
  @SuppressWarnings("unused")
  public static final class SendAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(@Advice.This Object chat) {
      return ChatSessions.enter(chat);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Scope scope) {
      if (scope != null) {
        scope.close();
      }
    }

    private SendAdvice() {}
  }
}
