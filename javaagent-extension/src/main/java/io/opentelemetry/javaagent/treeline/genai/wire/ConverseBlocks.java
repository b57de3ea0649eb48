package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.opentelemetry.javaagent.treeline.genai.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the blocks that messages of Bedrock's Converse API are made of: the one field names it. */
final class ConverseBlocks {

  static List<Part> parts(List<?> blocks) {
    List<Part> parts = new ArrayList<>();
    for (Object block : blocks) {
      Part part = part(Wire.asObject(block));
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Null for what says nothing, such as a place to cache up to. */
  private static @Nullable Part part(Map<String, ?> block) {
    if (block.get("text") instanceof String text) {
      return Part.text(CutText.of(text));
    }
    for (Map.Entry<String, ?> field : block.entrySet()) {
      Map<String, ?> value = Wire.asObject(field.getValue());
      switch (field.getKey()) {
        case "toolUse" -> {
          String name = Wire.string(value, "name");
          return Part.toolCall(
              Wire.string(value, "toolUseId"), name == null ? "" : name, value.get("input"));
        }
        case "toolResult" -> {
          return Part.toolCallResponse(Wire.string(value, "toolUseId"), result(value));
        }
        case "reasoningContent" -> {
          String text = Wire.string(Wire.object(value, "reasoningText"), "text");
          // What was thought can be sealed, for the provider's eyes only.
          return text == null ? Part.of("redacted_reasoning") : Part.reasoning(CutText.of(text));
        }
        case "guardContent" -> {
          String text = Wire.string(Wire.object(value, "text"), "text");
          return text == null ? Part.of("guard_content") : Part.text(CutText.of(text));
        }
        case "citationsContent" -> {
          return Part.text(CutText.of(texts(Wire.array(value, "content"))));
        }
        case "image", "document", "video", "audio" -> {
          return media(field.getKey(), value);
        }
        case "cachePoint" -> {
          return null;
        }
        default -> {
          return Part.of(field.getKey(), "content", field.getValue());
        }
      }
    }
    return null;
  }

  static List<ToolCall> toolCalls(List<?> blocks, boolean content) {
    List<ToolCall> calls = new ArrayList<>();
    for (Object block : blocks) {
      Map<String, ?> use = Wire.object(Wire.asObject(block), "toolUse");
      String name = Wire.string(use, "name");
      // A tool that Bedrock runs itself is none for the application to answer.
      if (name != null && !"server_tool_use".equals(use.get("type"))) {
        calls.add(
            new ToolCall(Wire.string(use, "toolUseId"), name, content ? use.get("input") : null));
      }
    }
    return calls;
  }

  static List<ToolResult> toolResults(List<?> blocks, boolean content) {
    List<ToolResult> results = new ArrayList<>();
    for (Object block : blocks) {
      Map<String, ?> result = Wire.object(Wire.asObject(block), "toolResult");
      String id = Wire.string(result, "toolUseId");
      if (id != null) {
        results.add(new ToolResult(id, content ? result(result) : null));
      }
    }
    return results;
  }

  /** The JSON or text of a result when it is nothing but one of these, else what it is. */
  private static @Nullable Object result(Map<String, ?> result) {
    List<?> content = Wire.array(result, "content");
    if (content.size() == 1) {
      Map<String, ?> only = Wire.asObject(content.get(0));
      if (only.get("json") != null) {
        return only.get("json");
      }
      if (only.get("text") != null) {
        return only.get("text");
      }
    }
    return content.isEmpty() ? null : content;
  }

  private static String texts(List<?> blocks) {
    StringBuilder out = new StringBuilder();
    for (Object block : blocks) {
      String text = Wire.string(Wire.asObject(block), "text");
      out.append(text == null ? "" : text);
    }
    return out.toString();
  }

  private static Part media(String modality, Map<String, ?> media) {
    Map<String, ?> source = Wire.object(media, "source");
    String uri = Wire.string(Wire.object(source, "s3Location"), "uri");
    String format = Wire.string(media, "format");
    String type = mimeType(modality, format);
    if (uri != null) {
      return Part.uri(modality, type, uri);
    }
    if (source.get("bytes") instanceof String base64) {
      return Part.blob(modality, type, base64);
    }
    String text = Wire.string(source, "text");
    return text != null
        ? Part.text(CutText.of(text))
        : Part.of("file", "modality", modality, "mime_type", type);
  }

  private static @Nullable String mimeType(String modality, @Nullable String format) {
    if (format == null) {
      return null;
    }
    String name = format.toLowerCase(Locale.ROOT);
    if (!modality.equals("document")) {
      return modality + "/" + name;
    }
    return switch (name) {
      case "pdf" -> "application/pdf";
      case "csv", "html" -> "text/" + name;
      case "txt" -> "text/plain";
      case "md" -> "text/markdown";
      default -> null;
    };
  }

  private ConverseBlocks() {}
}
