package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the blocks that messages of the Messages API are made of. */
final class AnthropicBlocks {

  private static final String TOOL_RESULT = "_tool_result";

  /**
   * @param content a text or an array of blocks
   */
  static List<Part> parts(@Nullable Object content) {
    if (!(content instanceof List<?> blocks)) {
      return ContentParts.read(content);
    }
    List<Part> parts = new ArrayList<>();
    for (Object block : blocks) {
      parts.add(part(Wire.asObject(block)));
    }
    return parts;
  }

  static Part part(Map<String, ?> block) {
    String type = Wire.string(block, "type");
    return switch (type == null ? "" : type) {
      case "text" -> Part.text(text(block, "text"));
      case "thinking" -> Part.reasoning(text(block, "thinking"));
      // What was thought cannot be read by anyone but the provider.
      case "redacted_thinking" -> Part.of("redacted_thinking");
      case "tool_use" -> Part.toolCall(Wire.string(block, "id"), name(block), block.get("input"));
      case "tool_result" ->
          Part.toolCallResponse(
              Wire.string(block, "tool_use_id"), ContentParts.plain(block.get("content")));
      case "server_tool_use", "mcp_tool_use" -> serverToolCall(block, block.get("input"));
      case "image" -> media("image", Wire.object(block, "source"));
      case "document" -> media("document", Wire.object(block, "source"));
      case "container_upload" -> file("document", Wire.string(block, "file_id"));
      default ->
          type != null && type.endsWith(TOOL_RESULT)
              ? serverToolResult(type, block)
              : Part.of(type == null ? "unknown" : type, ContentParts.flat(block));
    };
  }

  /** Null when the block is no call for the application to answer. */
  static @Nullable ToolCall toolCall(Map<String, ?> block, @Nullable Object input) {
    return "tool_use".equals(block.get("type"))
        ? new ToolCall(Wire.string(block, "id"), name(block), input)
        : null;
  }

  /** A tool the provider runs, or a server of the Model Context Protocol it asks. */
  static Part serverToolCall(Map<String, ?> block, @Nullable Object input) {
    Map<String, Object> call = new LinkedHashMap<>();
    for (String field : List.of("type", "server_name")) {
      if (block.get(field) instanceof String value) {
        call.put(field, value);
      }
    }
    if (input != null) {
      call.put("input", input);
    }
    return Part.serverToolCall(Wire.string(block, "id"), name(block), call);
  }

  static String name(Map<String, ?> block) {
    String name = Wire.string(block, "name");
    return name == null ? "unknown" : name;
  }

  private static Part serverToolResult(String type, Map<String, ?> block) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("type", type);
    Object content = block.get("content");
    if (content != null) {
      response.put("content", content instanceof List<?> list ? readable(list) : content);
    }
    if (Boolean.TRUE.equals(block.get("is_error"))) {
      response.put("is_error", true);
    }
    return Part.of(
        "server_tool_call_response",
        "id",
        Wire.string(block, "tool_use_id"),
        "server_tool_call_response",
        response);
  }

  /** Less what is long and for the provider alone. */
  private static List<Object> readable(List<?> elements) {
    List<Object> readable = new ArrayList<>();
    for (Object element : elements) {
      if (element instanceof Map<?, ?> found && found.containsKey("encrypted_content")) {
        Map<Object, Object> less = new LinkedHashMap<>(found);
        less.remove("encrypted_content");
        readable.add(less);
      } else if (element != null) {
        readable.add(element);
      }
    }
    return readable;
  }

  private static Part media(String modality, Map<String, ?> source) {
    String type = Wire.string(source, "type");
    String mimeType = Wire.string(source, "media_type");
    String data = Wire.string(source, "data");
    return switch (type == null ? "" : type) {
      case "base64" -> Part.blob(modality, mimeType, data == null ? "" : data);
      case "text" -> Part.text(data == null ? "" : CutText.of(data));
      case "url" -> {
        String url = Wire.string(source, "url");
        yield url == null ? file(modality, null) : Part.uri(modality, mimeType, url);
      }
      default -> file(modality, Wire.string(source, "file_id"));
    };
  }

  private static Part file(String modality, @Nullable String fileId) {
    return fileId == null ? Part.of("file", "modality", modality) : Part.file(modality, fileId);
  }

  private static Object text(Map<String, ?> block, String name) {
    String text = Wire.string(block, name);
    return text == null ? "" : CutText.of(text);
  }

  private AnthropicBlocks() {}
}
