package io.treeline.javaagent.instrumentation.langchain4j.mcp;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.GenAiTelemetry;
import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.McpOperation;
import io.opentelemetry.javaagent.treeline.genai.McpPeer;
import io.opentelemetry.javaagent.treeline.genai.McpRequest;
import io.opentelemetry.javaagent.treeline.reflect.JsonRecords;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the advice on the client and its transport does. */
public final class ClientRequests {

  private static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create("io.treeline.langchain4j", null);
  private static final ContextKey<Object> SENDING = ContextKey.named("treeline-lc4j-mcp-message");
  private static final ContextKey<Wait> WAIT = ContextKey.named("treeline-lc4j-mcp-wait");
  private static final OptionalMethod SESSION_ID = OptionalMethod.named("getMcpSessionId");

  /** The protocol's version by transport. */
  private static final Map<Object, String> VERSIONS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private ClientRequests() {}

  /** A message is handed to the transport; returns null when no new request begins. */
  @SuppressWarnings({"MustBeClosedChecker", "ReferenceEquality"}) // closed by sent
  public static @Nullable Object begin(Object transport, @Nullable Object given) {
    ClientMessage message = ClientMessage.of(given);
    Context parent = Context.current();
    if (message == null
        || !McpRequest.isSeen(message.method())
        || parent.get(SENDING) == message.message()) {
      return null;
    }
    McpOperation operation =
        McpOperation.sending(
            TELEMETRY,
            parent,
            new McpRequest(message.method(), message.id(), message.params(), peer(transport)));
    Request request = new Request(transport, message.method(), operation);
    try {
      message.putMeta(operation.send(message.id()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      Failures.record("mcp context", e);
    }
    request.scope = operation.context().with(SENDING, message.message()).makeCurrent();
    return request;
  }

  /** The message was handed over, or could not be. */
  public static void sent(
      @Nullable Object entered, @Nullable CompletableFuture<?> answer, @Nullable Throwable thrown) {
    if (!(entered instanceof Request request)) {
      return;
    }
    if (request.scope != null) {
      request.scope.close();
    }
    if (thrown != null || answer == null) {
      request.end(null, thrown);
      return;
    }
    Wait wait = Context.current().get(WAIT);
    if (wait != null) {
      wait.request = request;
      wait.answer = answer;
    }
    CompletableFuture<?> unused = answer.whenComplete(request::end);
  }

  /** The client is about to send a request and to wait for its answer. */
  @SuppressWarnings("MustBeClosedChecker") // closed by waited
  public static @Nullable Object waitFor(@Nullable ToolExecutionRequest tool) {
    if (tool == null || tool.name() == null || Context.current().get(WAIT) != null) {
      return null;
    }
    Wait wait = new Wait();
    wait.scope = Context.current().with(WAIT, wait).makeCurrent();
    return wait;
  }

  /** The client waits no longer. */
  public static void waited(@Nullable Object entered, @Nullable Throwable thrown) {
    if (!(entered instanceof Wait wait)) {
      return;
    }
    if (wait.scope != null) {
      wait.scope.close();
    }
    Request request = wait.request;
    CompletableFuture<?> answer = wait.answer;
    if (request == null || answer == null) {
      return;
    }
    if (answer.isDone()) {
      // Who waited may be ahead of who was to be told.
      CompletableFuture<?> unused = answer.whenComplete(request::end);
    } else {
      request.end(null, thrown != null ? thrown : new TimeoutException("no answer in time"));
    }
  }

  private static McpPeer peer(Object transport) {
    return new McpPeer(
        McpPeer.transportOf(transport), SESSION_ID.text(transport), VERSIONS.get(transport));
  }

  /** A client that waits; confined to its thread. */
  private static final class Wait {
    private @Nullable Scope scope;
    private @Nullable Request request;
    private @Nullable CompletableFuture<?> answer;
  }

  /** One request. */
  private static final class Request {
    private final Object transport;
    private final String method;
    private final McpOperation operation;
    private @Nullable Scope scope;

    Request(Object transport, String method, McpOperation operation) {
      this.transport = transport;
      this.method = method;
      this.operation = operation;
    }

    void end(@Nullable Object response, @Nullable Throwable failure) {
      try {
        if (failure != null) {
          operation.fail(failure, null);
        } else {
          end(response == null ? null : JsonReader.readStructure(response.toString()));
        }
      } catch (Throwable e) {
        Failures.record("mcp answer", e);
        operation.end(null);
      }
    }

    private void end(@Nullable Object response) {
      Object error = JsonRecords.field(response, "error");
      Object code = JsonRecords.field(error, "code");
      Object result = JsonRecords.field(response, "result");
      if (method.equals("initialize")) {
        String version = JsonRecords.text(result, "protocolVersion");
        if (version != null) {
          VERSIONS.put(transport, version);
        }
        operation.learn(peer(transport));
      }
      if (code != null) {
        operation.endAsError(code, JsonRecords.text(error, "message"));
      } else {
        operation.end(result);
      }
    }
  }
}
