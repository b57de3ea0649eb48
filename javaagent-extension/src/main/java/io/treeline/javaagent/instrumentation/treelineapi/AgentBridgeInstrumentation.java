package io.treeline.javaagent.instrumentation.treelineapi;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Replaces what the methods of {@code AgentBridge} return. */
final class AgentBridgeInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.treeline.api.internal.AgentBridge");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String outer = AgentBridgeInstrumentation.class.getName();
    transformer.applyAdviceToMethod(named("openSession"), outer + "$OpenSessionAdvice");
    transformer.applyAdviceToMethod(named("enterPath"), outer + "$EnterPathAdvice");
    transformer.applyAdviceToMethod(named("sessionId"), outer + "$SessionIdAdvice");
    transformer.applyAdviceToMethod(named("content"), outer + "$ContentAdvice");
    transformer.applyAdviceToMethod(named("toolStarted"), outer + "$ToolStartedAdvice");
  }

  /** Opens a session. */
  @SuppressWarnings("unused")
  public static final class OpenSessionAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static AutoCloseable onExit(
        @Advice.Argument(0) @Nullable String id,
        @Advice.Argument(1) @Nullable String name,
        @Advice.Argument(2) @Nullable String path,
        @Advice.Argument(3) @Nullable String user,
        @Advice.Argument(4) Map<String, String> properties) {
      return SessionScopes.openSession(id, name, path, user, properties);
    }

    private OpenSessionAdvice() {}
  }

  /** Enters a path. */
  @SuppressWarnings("unused")
  public static final class EnterPathAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static AutoCloseable onExit(
        @Advice.Argument(0) @Nullable String path,
        @Advice.Argument(1) Map<String, String> properties) {
      return SessionScopes.enterPath(path, properties);
    }

    private EnterPathAdvice() {}
  }

  /** Tells the session's id. */
  @SuppressWarnings("unused")
  public static final class SessionIdAdvice {
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable String onExit() {
      return SessionScopes.sessionId();
    }

    private SessionIdAdvice() {}
  }

  /** Applies the content rules. */
  @SuppressWarnings("unused")
  public static final class ContentAdvice {
    // Null is an answer: without this it would leave the text as it was, and so would a failure.
    @Advice.AssignReturned.AsScalar(skipOnDefaultValue = false)
    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static @Nullable String onExit(@Advice.Argument(0) String text) {
      return SessionScopes.content(text);
    }

    private ContentAdvice() {}
  }

  /** Tells of a tool with a span of its own. */
  @SuppressWarnings("unused")
  public static final class ToolStartedAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) @Nullable String callId, @Advice.Argument(1) String name) {
      SessionScopes.toolStarted(callId, name);
    }

    private ToolStartedAdvice() {}
  }
}
