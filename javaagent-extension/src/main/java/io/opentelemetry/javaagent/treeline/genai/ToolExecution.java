package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/** One execution of a tool. Thread-safe; never throws; only the first ending counts. */
public final class ToolExecution extends OperationSpan {

  private ToolExecution(Span span, Context parent) {
    super(span, parent);
  }

  static ToolExecution start(Tracer tracer, Context parent, ToolRequest request) {
    if (request.callId() != null) {
      ToolCallLedger.get().executed(request.callId(), parent);
    }
    Span span = ToolAttributes.spanBuilder(tracer, request).setParent(parent).startSpan();
    String agent = AgentInvocation.enclosingAgent(parent);
    if (agent != null) {
      span.setAttribute(GenAiAttributes.AGENT_NAME, agent);
    }
    ToolExecution execution = new ToolExecution(span, parent);
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
      span.setAttribute(TreelineAttributes.TOOL_IS_ERROR, true);
      if (cause != null) {
        SpanErrors.record(span, cause);
      } else {
        span.setAttribute(CommonAttributes.ERROR_TYPE, "tool_error");
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
