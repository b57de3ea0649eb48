package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelRequest;
import io.opentelemetry.javaagent.treeline.genai.ToolDefinition;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests of the Messages API. */
final class AnthropicRequests {

  static void read(Map<String, ?> body, ModelRequest.Builder request, boolean content) {
    Map<String, ?> output = Wire.object(body, "output_config");
    String format = Wire.string(Wire.object(output, "format"), "type");
    request
        .model(Wire.string(body, "model"))
        .set(GenAiAttributes.REQUEST_MAX_TOKENS, Wire.integer(body, "max_tokens"))
        .set(GenAiAttributes.REQUEST_TEMPERATURE, Wire.decimal(body, "temperature"))
        .set(GenAiAttributes.REQUEST_TOP_P, Wire.decimal(body, "top_p"))
        .set(GenAiAttributes.REQUEST_TOP_K, Wire.integer(body, "top_k"))
        .set(
            GenAiAttributes.REQUEST_STOP_SEQUENCES,
            RequestParameters.stopSequences(body.get("stop_sequences")))
        .set(GenAiAttributes.REQUEST_REASONING_LEVEL, Wire.string(output, "effort"))
        .set(CommonAttributes.USER_ID, Wire.string(Wire.object(body, "metadata"), "user_id"))
        .tools(tools(body, content));
    RequestParameters.readOutputType(
        format != null ? format : Wire.string(Wire.object(body, "output_format"), "type"), request);
    if (content) {
      request.systemInstructions(AnthropicBlocks.parts(body.get("system")));
    }
    readMessages(Wire.array(body, "messages"), request, content);
  }

  private static void readMessages(List<?> array, ModelRequest.Builder request, boolean content) {
    List<Message> messages = new ArrayList<>();
    List<ToolResult> results = new ArrayList<>();
    for (Object element : array) {
      Map<String, ?> message = Wire.asObject(element);
      for (Object block : Wire.array(message, "content")) {
        ToolResult result = toolResult(Wire.asObject(block), content);
        if (result != null) {
          results.add(result);
        }
      }
      if (content) {
        String role = Wire.string(message, "role");
        messages.add(
            Message.of(
                role == null ? "user" : role, AnthropicBlocks.parts(message.get("content"))));
      }
    }
    request.messages(messages).toolResults(results);
  }

  /** Null for a block of another type. */
  private static @Nullable ToolResult toolResult(Map<String, ?> block, boolean content) {
    String callId = Wire.string(block, "tool_use_id");
    if (callId == null || !"tool_result".equals(block.get("type"))) {
      return null;
    }
    return new ToolResult(
        callId,
        content ? ContentParts.plain(block.get("content")) : null,
        Boolean.TRUE.equals(block.get("is_error")));
  }

  private static List<ToolDefinition> tools(Map<String, ?> body, boolean content) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (Object element : Wire.array(body, "tools")) {
      Map<String, ?> tool = Wire.asObject(element);
      String type = Wire.string(tool, "type");
      String name = Wire.string(tool, "name", "mcp_server_name");
      String kind = type == null || type.equals("custom") ? "function" : type;
      tools.add(
          new ToolDefinition(
              kind,
              name != null ? name : kind,
              content ? Wire.string(tool, "description") : null,
              content ? tool.get("input_schema") : null));
    }
    return tools;
  }

  private AnthropicRequests() {}
}
