package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.GenAiConfig;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TextCollector;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.GenAiOperations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cohere's chat bodies: one message and the ones before it. */
final class CohereChat {

  static ModelRequest.Builder readRequest(Map<String, ?> body) {
    boolean content = GenAiConfig.get().captureContent();
    List<ToolDefinition> tools = new ArrayList<>();
    for (Object element : Wire.array(body, "tools")) {
      Map<String, ?> tool = Wire.asObject(element);
      String name = Wire.string(tool, "name");
      if (name != null) {
        tools.add(
            ToolDefinition.function(
                name,
                content ? Wire.string(tool, "description") : null,
                content ? tool.get("parameter_definitions") : null));
      }
    }
    String preamble = content ? Wire.string(body, "preamble") : null;
    return ModelRequest.builder(GenAiOperations.CHAT)
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, Wire.integer(body, "max_tokens"))
        .set(GenAiAttributes.REQUEST_TEMPERATURE, Wire.decimal(body, "temperature"))
        .set(GenAiAttributes.REQUEST_TOP_P, Wire.decimal(body, "p"))
        .set(GenAiAttributes.REQUEST_TOP_K, Wire.integer(body, "k"))
        .set(
            GenAiAttributes.REQUEST_STOP_SEQUENCES, BedrockConverse.strings(body, "stop_sequences"))
        .tools(tools)
        .systemInstructions(preamble == null ? List.of() : List.of(Part.text(CutText.of(preamble))))
        .messages(content ? messages(body) : List.of());
  }

  static ModelResponse readResponse(Map<String, ?> body) {
    boolean content = GenAiConfig.get().captureContent();
    String text = Wire.string(body, "text");
    return response(body, text == null || text.isEmpty() ? null : CutText.of(text), content);
  }

  private static List<Message> messages(Map<String, ?> body) {
    List<Message> messages = new ArrayList<>();
    for (Object element : Wire.array(body, "chat_history")) {
      Map<String, ?> before = Wire.asObject(element);
      String role = Wire.string(before, "role");
      String text = Wire.string(before, "message");
      messages.add(
          Message.of(
              "CHATBOT".equals(role) ? "assistant" : "SYSTEM".equals(role) ? "system" : "user",
              text == null ? List.of() : List.of(Part.text(CutText.of(text)))));
    }
    List<?> results = Wire.array(body, "tool_results");
    if (!results.isEmpty()) {
      // Results have no id: they repeat the call they answer.
      messages.add(
          Message.of(
              "tool",
              results.stream().map(result -> Part.toolCallResponse(null, result)).toList()));
    }
    String last = Wire.string(body, "message");
    if (last != null && !last.isEmpty()) {
      messages.add(Message.of("user", List.of(Part.text(CutText.of(last)))));
    }
    return messages;
  }

  private static ModelResponse response(
      Map<String, ?> body, @Nullable Object text, boolean content) {
    List<Part> parts = new ArrayList<>();
    if (text != null) {
      parts.add(Part.text(text));
    }
    List<ToolCall> calls = new ArrayList<>();
    for (Object element : Wire.array(body, "tool_calls")) {
      Map<String, ?> call = Wire.asObject(element);
      String name = Wire.string(call, "name");
      if (name != null) {
        calls.add(new ToolCall(null, name, content ? call.get("parameters") : null));
        parts.add(Part.toolCall(null, name, call.get("parameters")));
      }
    }
    String reason = Wire.string(body, "finish_reason");
    return ModelResponse.builder()
        .id(Wire.string(body, "response_id", "generation_id"))
        .finishReasons(reason == null ? List.of() : List.of(reason))
        .messages(content ? List.of(Message.output(parts, conventional(reason, calls))) : List.of())
        .toolCalls(calls)
        .build();
  }

  private static @Nullable String conventional(@Nullable String reason, List<ToolCall> calls) {
    return switch (reason == null ? "" : reason) {
      case "COMPLETE" -> calls.isEmpty() ? "stop" : "tool_call";
      case "MAX_TOKENS" -> "length";
      case "ERROR", "ERROR_TOXIC" -> "error";
      default -> reason;
    };
  }

  /** Text piece by piece, tools and the reason at the end. */
  static final class Events implements StreamedAnswer {
    private final boolean content = GenAiConfig.get().captureContent();
    private final TextCollector text = new TextCollector();
    private final Map<String, Object> last = new LinkedHashMap<>();

    @Override
    public synchronized boolean accept(Map<String, ?> event) {
      for (String name : List.of("response_id", "generation_id", "finish_reason", "tool_calls")) {
        Object value = event.get(name);
        if (value != null) {
          last.put(name, value);
        }
      }
      String piece = Wire.string(event, "text");
      if (piece == null || !"text-generation".equals(event.get("event_type"))) {
        return false;
      }
      if (content) {
        text.append(piece);
      }
      return true;
    }

    @Override
    public synchronized ModelResponse response() {
      return CohereChat.response(last, text.isEmpty() ? null : text.text(), content);
    }
  }

  private CohereChat() {}
}
