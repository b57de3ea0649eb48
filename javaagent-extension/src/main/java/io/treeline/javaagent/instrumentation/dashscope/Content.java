package io.treeline.javaagent.instrumentation.dashscope;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages as they are on the wire. */
final class Content {

  private Content() {}

  static Message message(Map<String, ?> message) {
    String role = Json.string(message, "role");
    String callId = Json.string(message, "tool_call_id");
    List<Part> parts = new ArrayList<>();
    if (callId != null) {
      parts.add(Part.toolCallResponse(callId, message.get("content")));
    } else {
      String reasoning = Json.string(message, "reasoning_content");
      if (reasoning != null && !reasoning.isEmpty()) {
        parts.add(Part.reasoning(reasoning));
      }
      parts.addAll(parts(message.get("content")));
    }
    for (Object one : Json.array(message, "tool_calls")) {
      Map<String, ?> call = Json.asObject(one);
      Map<String, ?> function = Json.object(call, "function");
      String name = Json.string(function, "name");
      parts.add(
          Part.toolCall(
              Json.string(call, "id"), name == null ? "" : name, function.get("arguments")));
    }
    return new Message(role == null ? "user" : role, parts, Json.string(message, "name"), null);
  }

  /** All text of a content; null when there is none. */
  static @Nullable String text(@Nullable Object content) {
    if (content instanceof String text) {
      return text;
    }
    if (!(content instanceof List<?> elements)) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Object element : elements) {
      String piece = Json.string(Json.asObject(element), "text");
      text.append(piece == null ? "" : piece);
    }
    return text.toString();
  }

  /** A text, or elements such as {@code {"image": "https://..."}}. */
  private static List<Part> parts(@Nullable Object content) {
    if (content instanceof String text) {
      return text.isEmpty() ? List.of() : List.of(Part.text(text));
    }
    List<Part> parts = new ArrayList<>();
    if (content instanceof List<?> elements) {
      for (Object element : elements) {
        Json.asObject(element).forEach((kind, value) -> parts.add(part(kind, value)));
      }
    }
    return parts;
  }

  private static Part part(String kind, @Nullable Object value) {
    return switch (kind) {
      case "text" -> Part.text(String.valueOf(value));
      case "image", "audio", "video" ->
          value instanceof String address ? media(kind, address) : Part.of(kind, "content", value);
      default -> Part.of(kind, "content", value);
    };
  }

  private static Part media(String modality, String address) {
    int comma = address.indexOf(";base64,");
    return address.startsWith("data:") && comma > 0
        ? Part.blob(
            modality,
            address.substring("data:".length(), comma),
            address.substring(comma + ";base64,".length()))
        : Part.uri(modality, null, address);
  }
}
