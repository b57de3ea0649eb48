package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.javaagent.treeline.reflect.JsonRecords;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a request of the Model Context Protocol asks and what the answer says: a tool's arguments
 * and result, a question to a person, a question to the client's model.
 */
final class McpContent {

  /** Set to true when a model is called to answer a request for sampling. */
  private static final ContextKey<AtomicBoolean> MODEL_CALLED =
      ContextKey.named("treeline-mcp-model-called");

  private final Span span;
  private final McpRequest request;
  private final Context inside;
  private final @Nullable AtomicBoolean modelCalled;

  McpContent(Span span, McpRequest request, boolean answering, Context inside) {
    this.span = span;
    this.request = request;
    boolean sampling = answering && request.method().equals(McpRequest.SAMPLE);
    this.modelCalled = sampling ? new AtomicBoolean() : null;
    this.inside = modelCalled == null ? inside : inside.with(MODEL_CALLED, modelCalled);
  }

  /** A model call that has a span of its own began. */
  static void modelCallStarted(Context parent) {
    AtomicBoolean called = parent.get(MODEL_CALLED);
    if (called != null) {
      called.set(true);
    }
  }

  /** The context in which model calls are noticed where that matters. */
  Context watched() {
    return inside;
  }

  void putRequest() {
    try {
      switch (request.method()) {
        case McpRequest.CALL_TOOL ->
            ToolAttributes.putContent(
                span,
                GenAiAttributes.TOOL_CALL_ARGUMENTS,
                field(request.params(), "arguments"),
                "input");
        case McpRequest.ELICIT -> putQuestion();
        case McpRequest.SAMPLE -> putPrompt();
        default -> {
          // The names of what is asked for are attributes of every request.
        }
      }
    } catch (Throwable e) {
      Failures.record("mcp request", e);
    }
  }

  /**
   * Puts what the answer says.
   *
   * @param owned whether the span is the request's own: content of a framework's tool span is the
   *     framework's
   */
  void putResult(@Nullable Object result, boolean owned) {
    switch (request.method()) {
      case McpRequest.CALL_TOOL -> putToolResult(result, owned);
      case McpRequest.ELICIT -> putAnswer(result);
      case McpRequest.SAMPLE -> putSample(result);
      default -> {
        // Lists, resources and prompts are large and say little of what the agent did.
      }
    }
  }

  void putFailure(Throwable failure) {
    if (request.method().equals(McpRequest.ELICIT)
        && SpanErrors.unwrap(failure) instanceof TimeoutException) {
      span.setAttribute(TreelineAttributes.HUMAN_DECISION, "timeout");
    }
  }

  private void putToolResult(@Nullable Object result, boolean owned) {
    if (owned) {
      Object structured = field(result, "structuredContent");
      Object said = structured != null ? structured : said(field(result, "content"));
      ToolAttributes.putContent(span, GenAiAttributes.TOOL_CALL_RESULT, said, "result");
    }
    if (Boolean.TRUE.equals(JsonRecords.field(result, "isError"))) {
      span.setAttribute(TreelineAttributes.TOOL_IS_ERROR, true);
      span.setAttribute(CommonAttributes.ERROR_TYPE, "tool_error");
      span.setStatus(StatusCode.ERROR);
    }
  }

  /** The text when there is nothing else. */
  private static @Nullable Object said(@Nullable Object content) {
    if (!(content instanceof Collection<?> parts) || parts.isEmpty()) {
      return content;
    }
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      if (!"text".equals(field(part, "type")) || !(field(part, "text") instanceof String text)) {
        return Map.of("content", content);
      }
      texts.add(text);
    }
    return String.join("\n", texts);
  }

  private void putQuestion() {
    span.setAttribute(TreelineAttributes.SPAN_KIND, "human");
    Object schema = field(request.params(), "requestedSchema");
    span.setAttribute(TreelineAttributes.HUMAN_TYPE, isYesOrNo(schema) ? "approval" : "input");
    Map<String, Object> question = new LinkedHashMap<>();
    for (String name : new String[] {"message", "requestedSchema", "url"}) {
      Object value = field(request.params(), name);
      if (value != null) {
        question.put(name, value);
      }
    }
    put(TreelineAttributes.INPUT, question);
  }

  /** Asks for nothing, or for truth values alone. */
  private static boolean isYesOrNo(@Nullable Object schema) {
    return schema instanceof Map<?, ?> object
        && (!(object.get("properties") instanceof Map<?, ?> properties)
            || properties.values().stream()
                .allMatch(property -> "boolean".equals(field(property, "type"))));
  }

  private void putAnswer(@Nullable Object result) {
    String decision =
        switch (String.valueOf(field(result, "action"))) {
          case "accept" -> "approved";
          case "decline" -> "rejected";
          case "cancel" -> "dismissed";
          default -> null;
        };
    if (decision != null) {
      span.setAttribute(TreelineAttributes.HUMAN_DECISION, decision);
    }
    Object answer = field(result, "content");
    if (answer != null) {
      put(TreelineAttributes.OUTPUT, answer);
    }
  }

  private void putPrompt() {
    Object params = request.params();
    if (JsonRecords.field(params, "maxTokens") instanceof Number tokens) {
      span.setAttribute(GenAiAttributes.REQUEST_MAX_TOKENS, tokens.longValue());
    }
    if (JsonRecords.field(params, "temperature") instanceof Number temperature) {
      span.setAttribute(GenAiAttributes.REQUEST_TEMPERATURE, temperature.doubleValue());
    }
    if (!GenAiConfig.get().captureContent()) {
      return;
    }
    if (field(params, "systemPrompt") instanceof String system) {
      put(GenAiAttributes.SYSTEM_INSTRUCTIONS, List.of(Part.text(system)));
    }
    if (field(params, "messages") instanceof Collection<?> messages) {
      List<Message> asked = new ArrayList<>();
      for (Object message : messages) {
        String role = String.valueOf(field(message, "role"));
        asked.add(Message.of(role, List.of(part(field(message, "content")))));
      }
      put(GenAiAttributes.INPUT_MESSAGES, asked);
    }
  }

  private void putSample(@Nullable Object result) {
    if (modelCalled != null && !modelCalled.get()) {
      // Nobody else saw the model being called, so this is its span.
      span.setAttribute(GenAiAttributes.OPERATION_NAME, GenAiOperations.CHAT);
      span.setAttribute(OpenInferenceAttributes.SPAN_KIND, "LLM");
    }
    if (field(result, "model") instanceof String model) {
      span.setAttribute(GenAiAttributes.RESPONSE_MODEL, model);
    }
    String reason = JsonRecords.text(result, "stopReason");
    if (reason != null) {
      span.setAttribute(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of(reason));
    }
    Object answer = GenAiConfig.get().captureContent() ? field(result, "content") : null;
    if (answer != null) {
      put(GenAiAttributes.OUTPUT_MESSAGES, List.of(Message.output(List.of(part(answer)), reason)));
    }
  }

  private static Part part(@Nullable Object content) {
    return "text".equals(field(content, "type")) && field(content, "text") instanceof String text
        ? Part.text(text)
        : Part.of("generic", "content", content);
  }

  private void put(AttributeKey<String> key, Object value) {
    GenAiConfig config = GenAiConfig.get();
    if (config.captureContent() && span.isRecording()) {
      ContentJson json = new ContentJson(config.maxContentLength());
      span.setAttribute(key, json.value(value));
      if (json.truncated()) {
        span.setAttribute(TreelineAttributes.CONTENT_TRUNCATED, true);
      }
    }
  }

  private static @Nullable Object field(@Nullable Object object, String name) {
    return JsonRecords.json(JsonRecords.field(object, name));
  }
}
