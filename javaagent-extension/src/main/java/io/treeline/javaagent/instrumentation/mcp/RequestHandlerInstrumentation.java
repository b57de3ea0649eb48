package io.treeline.javaagent.instrumentation.mcp;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Requests that come in: to a server over any transport, and to a client from its server. */
final class RequestHandlerInstrumentation implements TypeInstrumentation {

  private static final String REQUEST = "io.modelcontextprotocol.spec.McpSchema$JSONRPCRequest";
  private static final String STREAMABLE =
      "io.modelcontextprotocol.spec.McpStreamableServerSession";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.modelcontextprotocol.spec.McpClientSession",
        "io.modelcontextprotocol.spec.McpServerSession",
        STREAMABLE,
        STREAMABLE + "$McpStreamableServerSessionStream",
        "io.modelcontextprotocol.server.DefaultMcpStatelessServerHandler");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    ElementMatcher.Junction<net.bytebuddy.description.method.MethodDescription> lazy =
        returns(named("reactor.core.publisher.Mono"));
    // The name of the last is that of version 2.1, where the session delegates to its stream.
    transformer.applyAdviceToMethod(
        namedOneOf("handleIncomingRequest", "responseStream", "handle")
            .and(takesArgument(0, named(REQUEST)))
            .and(lazy),
        getClass().getName() + "$SessionAdvice");
    transformer.applyAdviceToMethod(
        named("handleRequest").and(takesArgument(1, named(REQUEST))).and(lazy),
        getClass().getName() + "$StatelessAdvice");
  }

  @SuppressWarnings("unused")
  public static class SessionAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<?> onExit(
        @Advice.This Object session,
        @Advice.Argument(0) @Nullable JSONRPCRequest request,
        @Advice.AllArguments Object[] arguments,
        @Advice.Return @Nullable Mono<?> answer) {
      return IncomingRequests.watch(
          session, request, arguments.length > 1 ? arguments[1] : null, answer);
    }
  }

  @SuppressWarnings("unused")
  public static class StatelessAdvice {

    @Advice.AssignReturned.ToReturned
    @Advice.OnMethodExit(suppress = Throwable.class)
    public static @Nullable Mono<?> onExit(
        @Advice.Argument(1) @Nullable JSONRPCRequest request,
        @Advice.Return @Nullable Mono<?> answer) {
      return IncomingRequests.watchStateless(request, answer);
    }
  }
}
