package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/** What real and inferred tool spans have in common. */
final class ToolAttributes {

  /** Value of {@code error.type} of a tool that answered that it failed. */
  static final String TOOL_ERROR = "tool_error";

  static SpanBuilder spanBuilder(Tracer tracer, ToolRequest request) {
    SpanBuilder builder =
        tracer
            .spanBuilder(GenAiOperations.EXECUTE_TOOL + " " + request.name())
            .setAttribute(GenAiAttributes.OPERATION_NAME, GenAiOperations.EXECUTE_TOOL)
            .setAttribute(GenAiAttributes.TOOL_NAME, request.name())
            .setAttribute(OpenInferenceAttributes.SPAN_KIND, "TOOL");
    if (request.type() != null) {
      builder.setAttribute(GenAiAttributes.TOOL_TYPE, request.type());
    }
    if (request.callId() != null) {
      builder.setAttribute(GenAiAttributes.TOOL_CALL_ID, request.callId());
    }
    // Models read it as part of their prompt, where it is left out too.
    if (request.description() != null && GenAiConfig.get().captureContent()) {
      builder.setAttribute(GenAiAttributes.TOOL_DESCRIPTION, request.description());
    }
    return builder;
  }

  /**
   * Remembers a tool that failed, whose span is about to end, for what may take its place.
   *
   * @param said what it threw or answered; null when nothing is known
   */
  static void failed(
      Span span,
      @Nullable RecoveryScope scope,
      @Nullable Recovery recovery,
      ToolRequest request,
      String errorType,
      @Nullable Object said) {
    try {
      Recovery.end(span, recovery, true);
      if (scope != null) {
        Failure failure =
            new Failure(
                span.getSpanContext(),
                request.name(),
                errorType,
                SpanErrors.shortText(said),
                Recovery.attempt(recovery));
        scope.toolFailed(failure, request.callId(), request.argumentsHash());
      }
    } catch (RuntimeException e) {
      Failures.record("tool recovery", e);
    }
  }

  /** The tool answered that it failed. */
  static void putError(Span span) {
    span.setAttribute(TreelineAttributes.TOOL_IS_ERROR, true);
    span.setAttribute(CommonAttributes.ERROR_TYPE, TOOL_ERROR);
    span.setStatus(StatusCode.ERROR);
  }

  /** Does nothing when there is no value or content is off. */
  static void putContent(
      Span span, AttributeKey<String> key, @Nullable Object value, String fieldForText) {
    GenAiConfig config = GenAiConfig.get();
    if (value == null || !config.captureContent() || !span.isRecording()) {
      return;
    }
    try {
      ContentJson json = new ContentJson(config.maxContentLength());
      span.setAttribute(key, json.object(value, fieldForText));
      if (json.truncated()) {
        span.setAttribute(TreelineAttributes.CONTENT_TRUNCATED, true);
      }
    } catch (RuntimeException e) {
      Failures.record("tool content", e);
    }
  }

  private ToolAttributes() {}
}
