package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import org.jspecify.annotations.Nullable;

/** What real and inferred tool spans have in common. */
final class ToolAttributes {

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
    if (request.description() != null) {
      builder.setAttribute(GenAiAttributes.TOOL_DESCRIPTION, request.description());
    }
    return builder;
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
