package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests of the Responses API. */
final class ResponsesRequests {

  static void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
    RequestParameters.read(body, request);
    RequestParameters.readOutputType(
        Wire.string(Wire.object(Wire.object(body, "text"), "format"), "type"), request);
    request
        .set(GenAiAttributes.OPENAI_API_TYPE, "responses")
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, Wire.integer(body, "max_output_tokens"))
        .set(
            GenAiAttributes.REQUEST_REASONING_LEVEL,
            Wire.string(Wire.object(body, "reasoning"), "effort"))
        .set(
            GenAiAttributes.REQUEST_PREVIOUS_RESPONSE_ID, Wire.string(body, "previous_response_id"))
        .conversationId(conversationId(body))
        .tools(tools(Wire.array(body, "tools"), content));
    if (content) {
      request.systemInstructions(ContentParts.read(body.get("instructions")));
    }
    readInput(body.get("input"), request, content);
  }

  static @Nullable String conversationId(Map<String, ?> body) {
    String id = Wire.string(body, "conversation");
    return id != null ? id : Wire.string(Wire.object(body, "conversation"), "id");
  }

  private static void readInput(
      @Nullable Object input, ModelRequest.Builder request, boolean content) {
    List<Message> messages = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    if (input instanceof String text && content) {
      messages.add(Message.of("user", List.of(Part.text(CutText.of(text)))));
    }
    if (input instanceof List<?> items) {
      for (Object element : items) {
        readItem(Wire.asObject(element), messages, results, content);
      }
    }
    request.messages(messages).toolResults(results);
  }

  private static void readItem(
      Map<String, ?> item, List<Message> messages, List<ToolResult> results, boolean content) {
    String type = Wire.string(item, "type");
    String callId = Wire.string(item, "call_id");
    if (callId != null && type != null && type.endsWith("_output")) {
      Object output = content ? ContentParts.plain(item.get("output")) : null;
      results.add(new ToolResult(callId, output));
      if (content) {
        messages.add(Message.of("tool", List.of(Part.toolCallResponse(callId, output))));
      }
    } else if (content) {
      String role = Wire.string(item, "role");
      boolean message = type == null || "message".equals(type);
      messages.add(
          Message.of(
              role != null ? role : message ? "user" : "assistant",
              message ? ContentParts.read(item.get("content")) : ResponsesItems.parts(item)));
    }
  }

  private static List<ToolDefinition> tools(List<?> array, boolean content) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (Object element : array) {
      Map<String, ?> tool = Wire.asObject(element);
      String type = Wire.string(tool, "type");
      String name = Wire.string(tool, "name", "server_label");
      String known = type == null ? "function" : type;
      tools.add(
          new ToolDefinition(
              known,
              name == null ? known : name,
              content ? Wire.string(tool, "description") : null,
              content ? tool.get("parameters") : null));
    }
    return tools;
  }

  private ResponsesRequests() {}
}
