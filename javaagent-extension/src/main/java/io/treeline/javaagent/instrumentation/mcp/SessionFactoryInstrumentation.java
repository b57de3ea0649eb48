package io.treeline.javaagent.instrumentation.mcp;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToReturned;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The request that opens a session over streamable HTTP, which has a way of its own. */
final class SessionFactoryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.modelcontextprotocol.spec.DefaultMcpStreamableServerSessionFactory");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("startSession")
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0, named("io.modelcontextprotocol.spec.McpSchema$InitializeRequest"))),
        getClass().getName() + "$StartAdvice");
  }

  @SuppressWarnings("unused")
  public static class StartAdvice {

    @ToReturned(typing = Assigner.Typing.DYNAMIC)
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Object onExit(
        @Advice.Argument(0) @Nullable Object params,
        @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object started) {
      return IncomingRequests.watchStart(params, started);
    }
  }
}
