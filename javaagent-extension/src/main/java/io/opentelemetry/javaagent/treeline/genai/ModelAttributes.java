package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the answer, the content and the decision of a model call onto its span. */
final class ModelAttributes {

  static void put(Span span, ModelRequest request, ModelResponse response) {
    putResponse(span, response);
    putUsage(span, response.usage());
    GenAiConfig config = GenAiConfig.get();
    ContentJson json = config.captureContent() ? new ContentJson(config.maxContentLength()) : null;
    if (json != null) {
      putContent(span, json, request, response);
    }
    putDecision(span, json, request, response);
    if (json != null && json.truncated()) {
      span.setAttribute(TreelineAttributes.CONTENT_TRUNCATED, true);
    }
  }

  private static void putResponse(Span span, ModelResponse response) {
    span.setAllAttributes(response.attributes());
    set(span, GenAiAttributes.RESPONSE_ID, response.id());
    set(span, GenAiAttributes.RESPONSE_MODEL, response.model());
    if (!response.finishReasons().isEmpty()) {
      span.setAttribute(GenAiAttributes.RESPONSE_FINISH_REASONS, response.finishReasons());
    }
  }

  private static void putUsage(Span span, TokenUsage usage) {
    set(span, GenAiAttributes.USAGE_INPUT_TOKENS, usage.input());
    set(span, GenAiAttributes.USAGE_OUTPUT_TOKENS, usage.output());
    set(span, GenAiAttributes.USAGE_CACHE_READ_INPUT_TOKENS, usage.cacheRead());
    set(span, GenAiAttributes.USAGE_CACHE_CREATION_INPUT_TOKENS, usage.cacheCreation());
    set(span, GenAiAttributes.USAGE_REASONING_OUTPUT_TOKENS, usage.reasoning());
  }

  private static void putContent(
      Span span, ContentJson json, ModelRequest request, ModelResponse response) {
    if (!request.systemInstructions().isEmpty()) {
      span.setAttribute(
          GenAiAttributes.SYSTEM_INSTRUCTIONS, json.parts(request.systemInstructions()));
    }
    if (!request.messages().isEmpty()) {
      span.setAttribute(GenAiAttributes.INPUT_MESSAGES, json.messages(request.messages()));
    }
    if (!request.tools().isEmpty()) {
      span.setAttribute(GenAiAttributes.TOOL_DEFINITIONS, json.tools(request.tools()));
    }
    if (!response.messages().isEmpty()) {
      span.setAttribute(GenAiAttributes.OUTPUT_MESSAGES, json.messages(response.messages()));
    }
  }

  /** Which tools were chosen out of which, and what the model said to it. */
  private static void putDecision(
      Span span, @Nullable ContentJson json, ModelRequest request, ModelResponse response) {
    if (response.toolCalls().isEmpty()) {
      return;
    }
    span.setAttribute(TreelineAttributes.DECISION_TYPE, "tool_select");
    if (!request.tools().isEmpty()) {
      span.setAttribute(
          TreelineAttributes.DECISION_OFFERED,
          request.tools().stream().map(ToolDefinition::name).toList());
    }
    span.setAttribute(
        TreelineAttributes.DECISION_CHOSEN,
        response.toolCalls().stream().map(ToolCall::name).toList());
    if (json != null) {
      span.setAttribute(
          TreelineAttributes.DECISION_ARGUMENTS, json.toolCalls(response.toolCalls()));
      String rationale = rationale(response.messages());
      if (!rationale.isEmpty()) {
        span.setAttribute(TreelineAttributes.DECISION_RATIONALE, json.text(rationale));
      }
    }
  }

  private static String rationale(List<Message> messages) {
    StringBuilder out = new StringBuilder();
    for (Message message : messages) {
      for (Part part : message.parts()) {
        String prose = part.prose();
        if (prose != null && !prose.isBlank()) {
          out.append(out.isEmpty() ? "" : "\n").append(prose);
        }
      }
    }
    return out.toString();
  }

  private static <T> void set(Span span, AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }

  private ModelAttributes() {}
}
