package io.opentelemetry.javaagent.treeline.genai.wire;

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

/** Reads requests of the chat completions API. */
final class ChatRequests {

  static void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
    RequestParameters.read(body, request);
    RequestParameters.readOutputType(
        Wire.string(Wire.object(body, "response_format"), "type"), request);
    Long maxTokens = Wire.integer(body, "max_completion_tokens");
    request
        .set(GenAiAttributes.OPENAI_API_TYPE, "chat_completions")
        .set(
            GenAiAttributes.REQUEST_MAX_TOKENS,
            maxTokens != null ? maxTokens : Wire.integer(body, "max_tokens"))
        .set(GenAiAttributes.REQUEST_REASONING_LEVEL, Wire.string(body, "reasoning_effort"))
        .tools(tools(body, content));
    readMessages(Wire.array(body, "messages"), request, content);
  }

  private static void readMessages(List<?> array, ModelRequest.Builder request, boolean content) {
    List<Message> messages = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (Object element : array) {
      Map<String, ?> message = Wire.asObject(element);
      String callId = Wire.string(message, "tool_call_id");
      if (callId != null) {
        Object result = content ? ContentParts.plain(message.get("content")) : null;
        results.add(new ToolResult(callId, result));
      }
      if (content) {
        messages.add(message(message, callId));
      }
    }
    request.messages(messages).toolResults(results);
  }

  private static Message message(Map<String, ?> message, @Nullable String callId) {
    String role = Wire.string(message, "role");
    List<Part> parts = new ArrayList<>();
    if (callId != null) {
      parts.add(Part.toolCallResponse(callId, ContentParts.plain(message.get("content"))));
    } else {
      parts.addAll(ChatResponses.parts(message));
    }
    return new Message(role == null ? "user" : role, parts, Wire.string(message, "name"), null);
  }

  private static List<ToolDefinition> tools(Map<String, ?> body, boolean content) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (Object element : Wire.array(body, "tools")) {
      Map<String, ?> tool = Wire.asObject(element);
      String type = Wire.string(tool, "type");
      addTool(tools, type == null ? "function" : type, tool, content);
    }
    for (Object element : Wire.array(body, "functions")) {
      addTool(tools, "function", Map.of("function", Wire.asObject(element)), content);
    }
    return tools;
  }

  private static void addTool(
      List<ToolDefinition> tools, String type, Map<String, ?> tool, boolean content) {
    Map<String, ?> function = Wire.object(tool, type);
    String name = Wire.string(function, "name");
    tools.add(
        new ToolDefinition(
            type,
            name == null ? type : name,
            content ? Wire.string(function, "description") : null,
            content ? function.get("parameters") : null));
  }

  private ChatRequests() {}
}
