package io.treeline.javaagent.instrumentation.google.adk;

import io.opentelemetry.javaagent.treeline.genai.AdoptedSpan;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.JsonReader;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request and answer as ADK writes them onto its span of a model call: Gemini's JSON. */
final class AdkLlmJson {

  static void read(AdoptedSpan span, @Nullable String request, @Nullable String response) {
    boolean captured = GenAiConfig.get().captureContent();
    Map<?, ?> asked = object(request == null ? null : JsonReader.readStructure(request));
    List<Message> messages = new ArrayList<>();
    if (captured) {
      for (Object content : list(asked.get("contents"))) {
        Map<?, ?> one = object(content);
        String role = "model".equals(one.get("role")) ? "assistant" : "user";
        messages.add(Message.of(role, parts(one)));
      }
    }
    Object instruction = object(asked.get("config")).get("systemInstruction");
    span.requested(
        ModelRequest.builder(GenAiOperations.CHAT)
            .model(span.get(GenAiAttributes.REQUEST_MODEL))
            .messages(messages)
            .systemInstructions(captured ? parts(object(instruction)) : List.of())
            .build());

    Map<?, ?> answer = object(response == null ? null : JsonReader.readStructure(response));
    Map<?, ?> content = object(answer.get("content"));
    List<ToolCall> calls = new ArrayList<>();
    for (Object part : list(content.get("parts"))) {
      Map<?, ?> call = object(object(part).get("functionCall"));
      if (call.get("name") instanceof String name) {
        calls.add(
            new ToolCall(
                call.get("id") instanceof String id ? id : null,
                name,
                captured ? call.get("args") : null));
      }
    }
    ModelResponse.Builder answered = ModelResponse.builder().toolCalls(calls).usage(usage(answer));
    if (answer.get("finishReason") instanceof String reason) {
      answered.finishReasons(List.of(reason));
    }
    if (captured && !content.isEmpty()) {
      answered.messages(
          List.of(Message.output(parts(content), calls.isEmpty() ? "stop" : "tool_call")));
    }
    span.answered(answered.build());
  }

  private static List<Part> parts(Map<?, ?> content) {
    List<Part> parts = new ArrayList<>();
    for (Object element : list(content.get("parts"))) {
      Map<?, ?> part = object(element);
      Map<?, ?> call = object(part.get("functionCall"));
      Map<?, ?> result = object(part.get("functionResponse"));
      if (part.get("text") instanceof String text) {
        parts.add(
            Boolean.TRUE.equals(part.get("thought")) ? Part.reasoning(text) : Part.text(text));
      } else if (call.get("name") instanceof String name) {
        parts.add(
            Part.toolCall(call.get("id") instanceof String id ? id : null, name, call.get("args")));
      } else if (!result.isEmpty()) {
        parts.add(
            Part.toolCallResponse(
                result.get("id") instanceof String id ? id : null, result.get("response")));
      }
    }
    return parts;
  }

  /** What newer versions have put onto the span already is the same. */
  private static TokenUsage usage(Map<?, ?> answer) {
    Map<?, ?> usage = object(answer.get("usageMetadata"));
    Long thoughts = number(usage, "thoughtsTokenCount");
    return new TokenUsage(
        sum(number(usage, "promptTokenCount"), number(usage, "toolUsePromptTokenCount")),
        sum(number(usage, "candidatesTokenCount"), thoughts),
        number(usage, "cachedContentTokenCount"),
        null,
        thoughts);
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(one + other);
  }

  private static @Nullable Long number(Map<?, ?> object, String name) {
    return object.get(name) instanceof Number number ? number.longValue() : null;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private AdkLlmJson() {}
}
