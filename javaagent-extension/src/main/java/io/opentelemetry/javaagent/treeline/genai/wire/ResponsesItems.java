package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.CutText;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of the Responses API: messages, reasoning, and calls of tools. A call with a
 * {@code call_id} waits for an answer of the application's; one without is the provider's own.
 */
final class ResponsesItems {

  private static final String CALL = "_call";

  static List<Part> parts(Map<String, ?> item) {
    String type = Wire.string(item, "type");
    if (type == null || "message".equals(type)) {
      return ContentParts.read(item.get("content"));
    }
    if ("reasoning".equals(type)) {
      return reasoning(item);
    }
    ToolCall call = toolCall(item, true);
    if (call != null) {
      return List.of(Part.toolCall(call.id(), call.name(), call.arguments()));
    }
    if (type.endsWith(CALL)) {
      String name = type.substring(0, type.length() - CALL.length());
      return List.of(Part.serverToolCall(Wire.string(item, "id"), name, item));
    }
    return List.of(Part.of(type, "item", item));
  }

  /** Null when the item is no call for the application to answer. */
  static @Nullable ToolCall toolCall(Map<String, ?> item, boolean content) {
    String type = Wire.string(item, "type");
    String callId = Wire.string(item, "call_id");
    if (callId == null || type == null || !type.endsWith(CALL)) {
      return null;
    }
    String name = Wire.string(item, "name");
    Object arguments = item.get("arguments");
    if (arguments == null) {
      arguments = item.get("input");
    }
    if (arguments == null) {
      arguments = item.get("action");
    }
    return new ToolCall(
        callId,
        name != null ? name : type.substring(0, type.length() - CALL.length()),
        content ? arguments : null);
  }

  private static List<Part> reasoning(Map<String, ?> item) {
    List<Part> parts = new ArrayList<>();
    for (String field : List.of("summary", "content")) {
      for (Object element : Wire.array(item, field)) {
        String text = Wire.string(Wire.asObject(element), "text");
        if (text != null) {
          parts.add(Part.reasoning(CutText.of(text)));
        }
      }
    }
    return parts;
  }

  private ResponsesItems() {}
}
