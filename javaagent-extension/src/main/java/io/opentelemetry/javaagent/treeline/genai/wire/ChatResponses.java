package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads answers of the chat completions API. */
final class ChatResponses {

  static ModelResponse read(Map<String, ?> body, boolean content) {
    List<String> finishReasons = new ArrayList<>();
    List<Message> messages = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    for (Object element : Wire.array(body, "choices")) {
      Map<String, ?> choice = Wire.asObject(element);
      Map<String, ?> message = Wire.object(choice, "message");
      String finishReason = Wire.string(choice, "finish_reason");
      if (finishReason != null) {
        finishReasons.add(finishReason);
      }
      calls.addAll(toolCalls(message, content));
      if (content) {
        messages.add(Message.output(parts(message), finishReason));
      }
    }
    return frame(body)
        .usage(Usages.read(Wire.object(body, "usage")))
        .finishReasons(finishReasons)
        .messages(messages)
        .toolCalls(calls)
        .build();
  }

  /** What every body of these APIs says of itself. */
  static ModelResponse.Builder frame(Map<String, ?> body) {
    return ModelResponse.builder()
        .id(Wire.string(body, "id"))
        .model(Wire.string(body, "model"))
        .set(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, Wire.string(body, "service_tier"))
        .set(
            GenAiAttributes.OPENAI_RESPONSE_SYSTEM_FINGERPRINT,
            Wire.string(body, "system_fingerprint"));
  }

  /** Reasoning, content, refusal and tool calls of a message, in this order. */
  static List<Part> parts(Map<String, ?> message) {
    List<Part> parts = new ArrayList<>();
    String reasoning = Wire.string(message, "reasoning_content", "reasoning");
    if (reasoning != null && !reasoning.isEmpty()) {
      parts.add(Part.reasoning(CutText.of(reasoning)));
    }
    parts.addAll(ContentParts.read(message.get("content")));
    String refusal = Wire.string(message, "refusal");
    if (refusal != null) {
      parts.add(Part.text(CutText.of(refusal)));
    }
    for (ToolCall call : toolCalls(message, true)) {
      parts.add(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    return parts;
  }

  private static List<ToolCall> toolCalls(Map<String, ?> message, boolean content) {
    List<ToolCall> calls = new ArrayList<>();
    for (Object element : Wire.array(message, "tool_calls")) {
      Map<String, ?> call = Wire.asObject(element);
      Map<String, ?> function = Wire.object(call, "function");
      Map<String, ?> chosen = function.isEmpty() ? Wire.object(call, "custom") : function;
      String name = Wire.string(chosen, "name");
      if (name != null) {
        calls.add(
            new ToolCall(
                Wire.string(call, "id"),
                name,
                content ? Wire.string(chosen, "arguments", "input") : null));
      }
    }
    Map<String, ?> legacy = Wire.object(message, "function_call");
    String name = Wire.string(legacy, "name");
    if (name != null) {
      calls.add(new ToolCall(null, name, content ? Wire.string(legacy, "arguments") : null));
    }
    return calls;
  }

  private ChatResponses() {}
}
