package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.genai.McpOperation;
import io.opentelemetry.javaagent.treeline.genai.McpPeer;
import io.opentelemetry.javaagent.treeline.genai.McpRequest;
import io.opentelemetry.javaagent.treeline.reflect.JsonRecords;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the advice on requests that come in does. */
public final class IncomingRequests {

  private static final ContextKey<Object> CURRENT = ContextKey.named("treeline-mcp-incoming");

  private static final OptionalMethod SESSION = OptionalMethod.named("session");
  private static final OptionalMethod INIT_RESULT = OptionalMethod.named("initResult");

  /** Requests whose answer is written to a transport of their own instead of being returned. */
  private static final Map<Object, Received> BY_TRANSPORT =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Returns null when there is nothing to watch. */
  public static @Nullable Mono<?> watch(
      Object session,
      @Nullable JSONRPCRequest request,
      @Nullable Object argument,
      @Nullable Mono<?> answer) {
    if (answer == null || request == null || !McpRequest.isSeen(request.method())) {
      return null;
    }
    return new WatchedMono<>(answer, () -> begin(session, argument, request, new Raw(request)));
  }

  /** The same for a server without sessions, which speaks HTTP alone. */
  public static @Nullable Mono<?> watchStateless(
      @Nullable JSONRPCRequest request, @Nullable Mono<?> answer) {
    if (answer == null || request == null || !McpRequest.isSeen(request.method())) {
      return null;
    }
    McpPeer peer = new McpPeer(McpPeer.TCP, null, null);
    return new WatchedMono<>(
        answer,
        () -> {
          Context current = Context.current();
          Raw raw = new Raw(request);
          return new Received(null, request, raw, current, begin(raw, peer, current));
        });
  }

  /** A session is about to begin; returns null when its beginning cannot be watched. */
  public static @Nullable Object watchStart(@Nullable Object params, @Nullable Object started) {
    Object session = SESSION.call(started);
    if (session == null || !(INIT_RESULT.call(started) instanceof Mono<?> result)) {
      return null;
    }
    // The id of the request is known to the transport alone.
    Raw raw = new Raw("initialize", null, params);
    return JsonRecords.with(
        started, "initResult", new WatchedMono<>(result, () -> begin(session, null, raw, raw)));
  }

  /** A message was written that answers {@code response.id()}. */
  static void responded(Object transport, JSONRPCResponse response) {
    Received received = BY_TRANSPORT.get(transport);
    if (received != null && response.id() != null && response.id().equals(received.raw.id())) {
      BY_TRANSPORT.remove(transport);
      received.answered(response);
    }
  }

  private static @Nullable RequestWatch begin(
      Object session, @Nullable Object argument, Object request, Raw raw) {
    Context current = Context.current();
    if (current.get(CURRENT) == request) {
      // A session that hands the request on to one of its streams.
      return null;
    }
    McpPeer peer = Peers.of(session);
    Context ambient = ambient(session, peer, raw, current);
    Received received = new Received(session, request, raw, ambient, begin(raw, peer, ambient));
    Object transport = argument != null ? argument : Peers.transport(session);
    if (transport != null && session.getClass().getName().contains("Streamable")) {
      BY_TRANSPORT.put(transport, received);
    }
    return received;
  }

  /**
   * The context a request came in with. What a server asks of its client belongs to the call that
   * makes it ask. A pipe is read by one thread for ever, in the context of whoever opened it.
   */
  private static Context ambient(Object session, McpPeer peer, Raw raw, Context current) {
    boolean client = session.getClass().getName().endsWith("McpClientSession");
    Context call = client ? OpenCalls.contextOf(session, raw.params()) : null;
    if (call != null) {
      return call;
    }
    return McpPeer.PIPE.equals(peer.transport()) ? Context.root() : current;
  }

  private static McpOperation begin(Raw raw, McpPeer peer, Context ambient) {
    return McpOperation.answering(
        OutgoingRequests.TELEMETRY,
        ambient,
        new McpRequest(raw.method(), raw.id(), raw.params(), peer));
  }

  private IncomingRequests() {}

  /** What came in. */
  private record Raw(String method, @Nullable Object id, @Nullable Object params) {
    Raw(JSONRPCRequest request) {
      this(request.method(), request.id(), request.params());
    }
  }

  private record Received(
      @Nullable Object session,
      Object request,
      Raw raw,
      Context parentContext,
      McpOperation operation)
      implements RequestWatch {

    private static final OptionalMethod CODE = OptionalMethod.named("code");
    private static final OptionalMethod MESSAGE = OptionalMethod.named("message");

    @Override
    public Context context() {
      return operation.context().with(CURRENT, request);
    }

    /**
     * The answer is known.
     *
     * @param answer a response, or its result alone
     */
    @Override
    public void answered(@Nullable Object answer) {
      Object result = answer instanceof JSONRPCResponse response ? response.result() : answer;
      if (session != null && raw.method().equals("initialize")) {
        Peers.initialized(session, result);
        operation.learn(Peers.of(session));
      }
      Object error = answer instanceof JSONRPCResponse response ? response.error() : null;
      Object code = CODE.call(error);
      if (code != null) {
        operation.endAsError(code, MESSAGE.text(error));
      } else {
        operation.end(result);
      }
    }

    @Override
    public void completed() {
      operation.end(null);
    }

    @Override
    public void failed(Throwable failure) {
      operation.fail(failure, OutgoingRequests.code(failure));
    }

    @Override
    public void cancelled() {
      operation.cancelled();
    }
  }
}
