package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.AgentRequest;
import io.opentelemetry.javaagent.treeline.genai.AgentRun;
import io.opentelemetry.javaagent.treeline.session.SessionContext;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.SessionIdSources;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What {@link AiServiceInstrumentation}'s advice does. */
public final class AiServiceCalls {

  private static final String CHAT_MEMORY_ACCESS =
      "dev.langchain4j.service.memory.ChatMemoryAccess";
  private static final String AGENTIC_PACKAGE = "dev.langchain4j.agentic.";

  /** Full name of the method behind an agent. */
  private static final AttributeKey<String> CODE_FUNCTION_NAME =
      AttributeKey.stringKey("code.function.name");

  private AiServiceCalls() {}

  @SuppressWarnings("MustBeClosedChecker") // closed by end
  public static @Nullable Object begin(
      Object handler, Object service, Method method, Object @Nullable [] arguments) {
    Class<?> declaring = method.getDeclaringClass();
    if (method.isDefault()
        || declaring == Object.class
        || declaring.getName().equals(CHAT_MEMORY_ACCESS)) {
      return null;
    }
    Context parent = Context.current();
    AgentRun outer = AgentRun.in(parent);
    if (outer != null && outer.join(method)) {
      outer.invocation().set(CODE_FUNCTION_NAME, functionName(method));
      return new Joined(outer);
    }
    AgentRun run = start(parent, handler, service, method, arguments);
    return new Started(run, run.context().makeCurrent());
  }

  public static void end(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    if (call instanceof Joined joined) {
      if (thrown != null) {
        ToolLimits.mark(joined.run, thrown);
      }
    } else if (call instanceof Started started) {
      started.scope.close();
      if (thrown != null) {
        TokenStreams.fail(started.run, thrown);
      } else if (!started.run.isStreaming()) {
        started.run.end(AgentContent.output(result));
      }
    }
  }

  private static AgentRun start(
      Context parent,
      Object handler,
      Object service,
      Method method,
      Object @Nullable [] arguments) {
    Context inSession = parent;
    // The agentic module's own services pass the id of a scope that lives for one call only.
    if (!method.getDeclaringClass().getName().startsWith(AGENTIC_PACKAGE)) {
      inSession =
          SessionContext.from(parent)
              .offerId(AiServices.memoryId(handler, method, arguments), SessionIdSources.FRAMEWORK)
              .storeInContext(parent);
    }
    AgentRequest request =
        new AgentRequest(
            GenAiOperations.INVOKE_AGENT,
            AiServices.type(handler, service, method).getSimpleName(),
            null,
            null,
            AgentContent.input(method, arguments),
            Attributes.of(CODE_FUNCTION_NAME, functionName(method)));
    AgentRun run = AgentRun.of(LangChain4jTelemetry.get().startAgent(inSession, request), method);
    run.join(method);
    return run;
  }

  private static String functionName(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }

  /** A call that is an agent's, started by whoever knows the agent. */
  private record Joined(AgentRun run) {}

  private record Started(AgentRun run, Scope scope) {}
}
