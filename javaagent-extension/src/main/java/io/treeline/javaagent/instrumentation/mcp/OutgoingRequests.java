package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.spec.McpError;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.McpOperation;
import io.opentelemetry.javaagent.treeline.genai.McpRequest;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the advice on requests that are sent does. */
public final class OutgoingRequests {

  static final GenAiTelemetry TELEMETRY = GenAiTelemetry.create("io.treeline.mcp", null);

  // An int in the oldest version, an Integer in the newest.
  private static final OptionalMethod CODE = OptionalMethod.named("code");

  /** Returns null when there is nothing to watch. */
  public static @Nullable Mono<?> watch(
      Object session, @Nullable String method, @Nullable Object params, @Nullable Mono<?> answer) {
    if (answer == null || method == null || !McpRequest.isSeen(method)) {
      return null;
    }
    return new WatchedMono<>(answer, () -> begin(session, method, params));
  }

  private static @Nullable RequestWatch begin(
      Object session, String method, @Nullable Object params) {
    Context parent = Context.current();
    if (McpOperation.unsent(parent, params) != null) {
      // A session that hands its request on to one of its streams.
      return null;
    }
    McpRequest request = new McpRequest(method, null, params, Peers.of(session));
    McpOperation operation = McpOperation.sending(TELEMETRY, parent, request);
    OpenCalls.add(session, operation);
    return new Sent(session, method, parent, operation);
  }

  /** The code of the error in an exception; null when it has none. */
  static @Nullable Object code(Throwable failure) {
    return failure instanceof McpError error ? CODE.call(error.getJsonRpcError()) : null;
  }

  private OutgoingRequests() {}

  private record Sent(Object session, String method, Context parentContext, McpOperation operation)
      implements RequestWatch {

    @Override
    public Context context() {
      return operation.context();
    }

    @Override
    public void answered(@Nullable Object answer) {
      if (method.equals("initialize")) {
        Peers.initialized(session, answer);
        operation.learn(Peers.of(session));
      }
      OpenCalls.remove(session, operation);
      operation.end(answer);
    }

    @Override
    public void completed() {
      OpenCalls.remove(session, operation);
      operation.end(null);
    }

    @Override
    public void failed(Throwable failure) {
      OpenCalls.remove(session, operation);
      operation.fail(failure, code(failure));
    }

    @Override
    public void cancelled() {
      OpenCalls.remove(session, operation);
      operation.cancelled();
    }
  }
}
