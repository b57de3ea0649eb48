package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads answers of the Responses API. */
final class ResponsesResponses {

  static ModelResponse read(Map<String, ?> body, boolean content) {
    List<ToolCall> calls = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Object element : Wire.array(body, "output")) {
      Map<String, ?> item = Wire.asObject(element);
      ToolCall call = ResponsesItems.toolCall(item, content);
      if (call != null) {
        calls.add(call);
      }
      if (content) {
        parts.addAll(ResponsesItems.parts(item));
      }
    }
    return build(body, calls, parts);
  }

  /**
   * An answer, whole or in part.
   *
   * @param body what is known of the response object
   */
  static ModelResponse build(Map<String, ?> body, List<ToolCall> calls, List<Part> parts) {
    String reason = finishReason(body, !calls.isEmpty());
    ModelResponse.Builder response =
        ChatResponses.frame(body)
            .usage(Usages.read(Wire.object(body, "usage")))
            .set(GenAiAttributes.CONVERSATION_ID, ResponsesRequests.conversationId(body))
            .set(CommonAttributes.ERROR_TYPE, errorType(body))
            .toolCalls(calls);
    if (reason != null) {
      response.finishReasons(List.of(reason));
    }
    if (!parts.isEmpty()) {
      response.messages(List.of(Message.output(parts, reason)));
    }
    return response.build();
  }

  /** An answer over HTTP 200 may still say that it failed; null when it does not. */
  private static @Nullable String errorType(Map<String, ?> body) {
    if (!"failed".equals(Wire.string(body, "status"))) {
      return null;
    }
    String code = Wire.string(Wire.object(body, "error"), "code");
    return code == null ? "_OTHER" : code;
  }

  /** The API has a status instead; told in the words of the chat completions API. */
  private static @Nullable String finishReason(Map<String, ?> body, boolean calls) {
    String status = Wire.string(body, "status");
    if (status == null) {
      return null;
    }
    return switch (status) {
      case "completed" -> calls ? "tool_calls" : "stop";
      case "incomplete" -> {
        String reason = Wire.string(Wire.object(body, "incomplete_details"), "reason");
        yield "max_output_tokens".equals(reason) ? "length" : reason;
      }
      case "failed" -> "error";
      default -> null;
    };
  }

  private ResponsesResponses() {}
}
