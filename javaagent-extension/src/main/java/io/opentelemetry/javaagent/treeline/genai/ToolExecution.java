package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One execution of a tool. Thread-safe; never throws; only the first ending counts. */
public final class ToolExecution extends OperationSpan {

  /** The tool a context is inside of; {@link #NONE} where its name no longer tells anything. */
  private static final ContextKey<Object> CURRENT = ContextKey.named("treeline-genai-tool");

  private static final Object NONE = new Object();

  private final ToolRequest request;
  private final @Nullable RecoveryScope scope;
  private final @Nullable Recovery recovery;
  private final Context inside;
  private final AtomicBoolean joined = new AtomicBoolean();

  private ToolExecution(
      Span span,
      Context parent,
      ToolRequest request,
      @Nullable RecoveryScope scope,
      @Nullable Recovery recovery) {
    super(span, parent, RecoveryScope.enter(ModelSpan.leave(parent).with(span)));
    this.request = request;
    this.scope = scope;
    this.recovery = recovery;
    this.inside = super.context().with(CURRENT, this);
  }

  @Override
  public Context context() {
    return inside;
  }

  /**
   * The tool {@code context} is inside of, when what it does is to call {@code remoteTool} over a
   * protocol: answered once, for the first such call.
   *
   * @return null when there is no such tool, or it stands for an earlier call already
   */
  static @Nullable ToolExecution joinable(Context context, String remoteTool) {
    return context.get(CURRENT) instanceof ToolExecution tool
            && !tool.isEnded()
            && isNameOf(tool.request.name(), remoteTool)
            && tool.joined.compareAndSet(false, true)
        ? tool
        : null;
  }

  /** For an agent inside of a tool, and for the far end of a call. */
  static Context leave(Context context) {
    return context.get(CURRENT) instanceof ToolExecution ? context.with(CURRENT, NONE) : context;
  }

  /** Frameworks put the server's name before that of the tool, and allow fewer characters. */
  private static boolean isNameOf(String frameworkName, String remoteTool) {
    if (frameworkName.equals(remoteTool)) {
      return true;
    }
    String plain = remoteTool.replaceAll("[^A-Za-z0-9_]", "_");
    String own = frameworkName.replaceAll("[^A-Za-z0-9_]", "_");
    return own.equals(plain) || own.endsWith("_" + plain);
  }

  static ToolExecution start(Tracer tracer, Context parent, ToolRequest request) {
    if (request.callId() != null) {
      ToolCallLedger.get().executed(request.callId(), parent);
    }
    RecoveryScope scope = RecoveryScope.of(parent);
    Recovery recovery =
        scope == null
            ? null
            : scope.toolStarting(request.name(), request.callId(), request.argumentsHash());
    Span span = ToolAttributes.spanBuilder(tracer, request).setParent(parent).startSpan();
    Recovery.begin(span, recovery);
    String agent = AgentInvocation.enclosingAgent(parent);
    if (agent != null) {
      span.setAttribute(GenAiAttributes.AGENT_NAME, agent);
    }
    ToolExecution execution = new ToolExecution(span, parent, request, scope, recovery);
    ToolAttributes.putContent(
        span, GenAiAttributes.TOOL_CALL_ARGUMENTS, request.arguments(), "input");
    return execution;
  }

  /**
   * Ends the span of a tool that answered.
   *
   * @param result JSON text, plain text or a JSON value; content; null when there is none
   */
  public void end(@Nullable Object result) {
    if (beginEnd()) {
      ToolAttributes.putContent(span(), GenAiAttributes.TOOL_CALL_RESULT, result, "result");
      Recovery.end(span(), recovery, false);
      span().end();
    }
  }

  /**
   * The tool answered that it failed; nothing was thrown.
   *
   * @param result as in {@link #end}
   */
  public void endAsError(@Nullable Object result) {
    endAsError(result, null);
  }

  /**
   * The tool threw, and its framework made an answer of that.
   *
   * @param result as in {@link #end}
   * @param cause null when it is not known
   */
  public void endAsError(@Nullable Object result, @Nullable Throwable cause) {
    if (beginEnd()) {
      Span span = span();
      ToolAttributes.putContent(span, GenAiAttributes.TOOL_CALL_RESULT, result, "result");
      String type = ToolAttributes.TOOL_ERROR;
      if (cause != null) {
        span.setAttribute(TreelineAttributes.TOOL_IS_ERROR, true);
        type = SpanErrors.record(span, cause);
      } else {
        ToolAttributes.putError(span);
      }
      endFailed(type, cause != null ? cause : result);
    }
  }

  @Override
  public void fail(Throwable failure) {
    if (beginEnd()) {
      endFailed(SpanErrors.record(span(), failure), failure);
    }
  }

  private void endFailed(String errorType, @Nullable Object said) {
    ToolAttributes.failed(span(), scope, recovery, request, errorType, said);
    span().end();
  }
}
