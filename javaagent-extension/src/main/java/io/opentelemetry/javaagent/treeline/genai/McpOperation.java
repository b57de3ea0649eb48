package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.McpAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request of the Model Context Protocol, seen from the side that sends it or from the one that
 * answers it. Thread-safe; never throws; only the first ending counts.
 *
 * <p>A call of a tool that a framework's tool span stands for already has no second span: it adds
 * to that one, which stays the framework's to end.
 */
public final class McpOperation {

  private static final ContextKey<McpOperation> SENDING = ContextKey.named("treeline-mcp-sending");

  private final McpRequest request;
  private final @Nullable ToolExecution joined;
  private final Span span;
  private final Context context;
  private final McpContent content;
  private final AtomicBoolean sent = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();

  private McpOperation(
      McpRequest request,
      @Nullable ToolExecution joined,
      Span span,
      Context inside,
      boolean answering) {
    this.request = request;
    this.joined = joined;
    this.span = span;
    this.content = new McpContent(span, request, answering, inside);
    this.context = content.watched().with(SENDING, this);
  }

  /** The request is about to be sent. */
  public static McpOperation sending(GenAiTelemetry telemetry, Context parent, McpRequest request) {
    String tool = request.tool();
    ToolExecution joined = tool == null ? null : ToolExecution.joinable(parent, tool);
    if (joined != null) {
      McpOperation operation = new McpOperation(request, joined, joined.span(), parent, false);
      operation.putRequest();
      return operation;
    }
    if (tool != null) {
      ToolCallLedger.get().executedByName(tool, Span.fromContext(parent).getSpanContext());
    }
    SpanBuilder builder =
        telemetry.tracer().spanBuilder(request.spanName()).setSpanKind(SpanKind.CLIENT);
    if (tool != null) {
      builder.setAttribute(OpenInferenceAttributes.SPAN_KIND, "TOOL");
    }
    return start(builder.setParent(parent), request, parent, false);
  }

  /**
   * The request came in. Its span hangs under the sender's when the sender told of one.
   *
   * @param ambient what the request came in with otherwise, such as the span of the HTTP request
   */
  public static McpOperation answering(
      GenAiTelemetry telemetry, Context ambient, McpRequest request) {
    Context caller = McpContext.extract(request.params(), ambient);
    SpanBuilder builder =
        telemetry
            .tracer()
            .spanBuilder(request.spanName())
            .setSpanKind(SpanKind.SERVER)
            .setParent(caller);
    SpanContext carrier = Span.fromContext(ambient).getSpanContext();
    if (carrier.isValid() && McpContext.isCalled(caller, ambient)) {
      builder.addLink(carrier);
    }
    return start(builder, request, caller, true);
  }

  /**
   * The operation that is about to send {@code params} and has not yet; null when there is none.
   */
  @SuppressWarnings("ReferenceEquality") // equal params are two requests
  public static @Nullable McpOperation unsent(Context context, @Nullable Object params) {
    McpOperation operation = context.get(SENDING);
    return operation != null && !operation.sent.get() && operation.request.params() == params
        ? operation
        : null;
  }

  private static McpOperation start(
      SpanBuilder builder, McpRequest request, Context caller, boolean answering) {
    if (request.tool() != null) {
      builder
          .setAttribute(GenAiAttributes.OPERATION_NAME, GenAiOperations.EXECUTE_TOOL)
          .setAttribute(GenAiAttributes.TOOL_NAME, request.tool());
    }
    Span span = builder.setAttribute(McpAttributes.METHOD_NAME, request.method()).startSpan();
    Context inside = ToolExecution.leave(ModelSpan.leave(caller)).with(span);
    McpOperation operation = new McpOperation(request, null, span, inside, answering);
    String agent = answering ? null : AgentInvocation.enclosingAgent(caller);
    operation.set(GenAiAttributes.AGENT_NAME, agent);
    operation.putRequest();
    return operation;
  }

  private void putRequest() {
    span.setAttribute(McpAttributes.METHOD_NAME, request.method());
    set(GenAiAttributes.PROMPT_NAME, request.prompt());
    set(McpAttributes.RESOURCE_URI, request.resource());
    putId(request.id());
    learn(request.peer());
    if (joined == null) {
      content.putRequest();
    }
  }

  /** For what is done to answer the request, on either side. */
  public Context context() {
    return context;
  }

  /** The connection became known, or better known. */
  public void learn(McpPeer peer) {
    set(CommonAttributes.NETWORK_TRANSPORT, peer.transport());
    set(McpAttributes.SESSION_ID, peer.sessionId());
    set(McpAttributes.PROTOCOL_VERSION, peer.protocolVersion());
  }

  /**
   * The request is sent now.
   *
   * @param id id of the JSON-RPC request
   * @return the params to send, which carry this operation's context; the request's own when they
   *     cannot
   */
  public @Nullable Object send(@Nullable Object id) {
    if (!sent.compareAndSet(false, true)) {
      return request.params();
    }
    putId(id);
    try {
      return McpContext.inject(request.params(), context);
    } catch (Throwable e) {
      Failures.record("mcp context", e);
      return request.params();
    }
  }

  /** Whether a request with those params tells of this operation's trace. */
  public boolean isCauseOf(@Nullable Object params) {
    Context told = McpContext.extract(params, Context.root());
    String trace = span.getSpanContext().getTraceId();
    return Span.fromContext(told).getSpanContext().getTraceId().equals(trace);
  }

  /**
   * The request was answered.
   *
   * @param result a record or a map that stands for the JSON object; null when there is none
   */
  public void end(@Nullable Object result) {
    if (ended.compareAndSet(false, true)) {
      try {
        content.putResult(result, joined == null);
      } catch (Throwable e) {
        Failures.record("mcp result", e);
      } finally {
        endSpan();
      }
    }
  }

  /**
   * The request was answered with an error.
   *
   * @param code of the JSON-RPC error
   * @param message content; null when unknown
   */
  public void endAsError(Object code, @Nullable String message) {
    if (ended.compareAndSet(false, true)) {
      try {
        putCode(code);
        boolean content = GenAiConfig.get().captureContent();
        span.setStatus(
            StatusCode.ERROR, message == null || !content ? "" : SpanErrors.text(message));
      } catch (Throwable e) {
        Failures.record("mcp error", e);
      } finally {
        endSpan();
      }
    }
  }

  /**
   * The request failed.
   *
   * @param code of the JSON-RPC error the failure stands for; null when it stands for none
   */
  public void fail(Throwable failure, @Nullable Object code) {
    if (ended.compareAndSet(false, true)) {
      try {
        // The owner of a tool span has its own view of what the failure means.
        if (joined == null) {
          content.putFailure(failure);
          SpanErrors.record(span, failure);
        }
        if (code != null) {
          putCode(code);
        }
      } catch (Throwable e) {
        Failures.record("mcp failure", e);
      } finally {
        endSpan();
      }
    }
  }

  /** The application gave the request up. */
  public void cancelled() {
    fail(new CancellationException("cancelled by the application"), null);
  }

  private void endSpan() {
    if (joined == null) {
      span.end();
    }
  }

  private void putId(@Nullable Object id) {
    set(McpAttributes.JSONRPC_REQUEST_ID, id == null ? null : id.toString());
  }

  private void putCode(Object code) {
    span.setAttribute(McpAttributes.RPC_RESPONSE_STATUS_CODE, code.toString());
    span.setAttribute(CommonAttributes.ERROR_TYPE, code.toString());
  }

  private <T> void set(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }
}
