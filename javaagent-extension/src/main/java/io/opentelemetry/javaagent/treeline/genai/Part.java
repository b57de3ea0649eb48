package io.opentelemetry.javaagent.treeline.genai;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message, in the shapes of the GenAI conventions.
 *
 * @param fields JSON fields in order, {@code type} first; values are JSON values of plain JDK types
 */
public record Part(Map<String, Object> fields) {

  public Part {
    fields = Collections.unmodifiableMap(fields);
  }

  /**
   * What somebody said.
   *
   * @param content a {@code String} or a {@link CutText}
   */
  public static Part text(Object content) {
    return of("text", "content", content);
  }

  /**
   * What a model thought.
   *
   * @param content a {@code String} or a {@link CutText}
   */
  public static Part reasoning(Object content) {
    return of("reasoning", "content", content);
  }

  /**
   * A tool the model chose.
   *
   * @param arguments JSON text or a JSON value
   */
  public static Part toolCall(@Nullable String id, String name, @Nullable Object arguments) {
    return of("tool_call", "id", id, "name", name, "arguments", JsonReader.readOrKeep(arguments));
  }

  public static Part toolCallResponse(@Nullable String id, @Nullable Object response) {
    return of("tool_call_response", "id", id, "response", response);
  }

  /** A tool the provider runs itself, such as web search. */
  public static Part serverToolCall(@Nullable String id, String name, Map<String, ?> call) {
    return of("server_tool_call", "id", id, "name", name, "server_tool_call", call);
  }

  /**
   * Data sent along with the message.
   *
   * @param modality {@code image}, {@code video}, {@code audio} or {@code document}
   * @param content base64
   */
  public static Part blob(String modality, @Nullable String mimeType, String content) {
    return of("blob", "mime_type", mimeType, "modality", modality, "content", content);
  }

  public static Part uri(String modality, @Nullable String mimeType, String uri) {
    return of("uri", "mime_type", mimeType, "modality", modality, "uri", uri);
  }

  public static Part file(String modality, String fileId) {
    return of("file", "modality", modality, "file_id", fileId);
  }

  /** A part the conventions have no shape for; null values are left out. */
  public static Part of(String type, @Nullable Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", type);
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      if (namesAndValues[i] != null && namesAndValues[i + 1] != null) {
        fields.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
      }
    }
    return new Part(fields);
  }

  /** The prose of a {@code text} or {@code reasoning} part; null for any other. */
  @Nullable String prose() {
    Object type = fields.get("type");
    if (!"text".equals(type) && !"reasoning".equals(type)) {
      return null;
    }
    Object content = fields.get("content");
    return content instanceof CutText cut
        ? cut.head()
        : content instanceof String text ? text : null;
  }
}
