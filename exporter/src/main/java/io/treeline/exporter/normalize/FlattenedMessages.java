package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages spread over indexed keys, such as {@code llm.input_messages.0.message.role}, put
 * together to the OpenTelemetry shape {@code [{role, parts}]}.
 *
 * @param prefix what stands before the index of the message
 * @param infix what stands between that index and the field
 * @param defaultRole role of a message that names none
 * @param toolCallInfix what stands between the index of a tool call and its fields
 * @param functionInfix what stands before {@code name} and {@code arguments} of a tool call
 */
record FlattenedMessages(
    String prefix, String infix, String defaultRole, String toolCallInfix, String functionInfix) {

  static final FlattenedMessages GEN_AI_PROMPT =
      new FlattenedMessages("gen_ai.prompt.", "", "user", "", "");
  static final FlattenedMessages GEN_AI_COMPLETION =
      new FlattenedMessages("gen_ai.completion.", "", "assistant", "", "");
  static final FlattenedMessages OPEN_INFERENCE_INPUT =
      new FlattenedMessages("llm.input_messages.", "message.", "user", "tool_call.", "function.");
  static final FlattenedMessages OPEN_INFERENCE_OUTPUT =
      new FlattenedMessages(
          "llm.output_messages.", "message.", "assistant", "tool_call.", "function.");

  static final FlattenedMessages OPEN_INFERENCE_PROMPTS =
      new FlattenedMessages("llm.prompts.", "prompt.", "user", "", "");
  static final FlattenedMessages OPEN_INFERENCE_CHOICES =
      new FlattenedMessages("llm.choices.", "completion.", "assistant", "", "");

  /** Far above what real conversations have; keeps a hostile index from filling the memory. */
  private static final int MAX_INDEX = 10_000;

  /** JSON text of the messages, their keys taken; null when there are none. */
  @Nullable String read(AttributeReader in) {
    TreeMap<Integer, ObjectNode> fieldsByIndex = new TreeMap<>();
    if (in.all().keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
      return null;
    }
    // Sorted, so that the text does not depend on the order of a map's keys.
    for (Map.Entry<String, JsonNode> attribute : new TreeMap<>(in.all()).entrySet()) {
      String key = attribute.getKey();
      if (!key.startsWith(prefix)) {
        continue;
      }
      int dot = key.indexOf('.', prefix.length());
      int index = dot < 0 ? -1 : index(key.substring(prefix.length(), dot));
      if (index < 0 || !key.startsWith(infix, dot + 1)) {
        continue;
      }
      fieldsByIndex
          .computeIfAbsent(index, i -> JsonNodeFactory.instance.objectNode())
          .set(key.substring(dot + 1 + infix.length()), attribute.getValue());
      in.take(key);
    }
    if (fieldsByIndex.isEmpty()) {
      return null;
    }
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    fieldsByIndex.values().forEach(fields -> messages.add(message(fields)));
    return messages.toString();
  }

  private ObjectNode message(ObjectNode fields) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    String role = fields.path("role").asText(defaultRole);
    message.put("role", role);
    ArrayNode parts = message.putArray("parts");
    JsonNode toolCallId = fields.get("tool_call_id");
    if (fields.has("content")) {
      if (role.equals("tool") && toolCallId != null) {
        ObjectNode part = parts.addObject().put("type", "tool_call_response");
        part.set("id", toolCallId);
        part.set("response", fields.get("content"));
      } else {
        addText(parts, fields.get("content"));
      }
    }
    if (fields.has("text")) {
      addText(parts, fields.get("text"));
    }
    addContents(parts, fields);
    addToolCalls(parts, fields);
    JsonNode finishReason = fields.get("finish_reason");
    if (finishReason != null) {
      message.set("finish_reason", finishReason);
    }
    return message;
  }

  private static void addText(ArrayNode parts, JsonNode content) {
    if (content.isTextual() && content.textValue().isEmpty()) {
      return;
    }
    parts.addObject().put("type", "text").set("content", content);
  }

  /** {@code contents.N.message_content.{type,text,…}}, in the order of N. */
  private static void addContents(ArrayNode parts, ObjectNode fields) {
    for (ObjectNode content : indexed(fields, "contents.", "message_content.").values()) {
      if (content.has("text")) {
        addText(parts, content.get("text"));
      } else {
        ObjectNode part = parts.addObject();
        part.put("type", content.path("type").asText("unknown"));
        content.properties().forEach(field -> part.set(field.getKey(), field.getValue()));
      }
    }
  }

  private void addToolCalls(ArrayNode parts, ObjectNode fields) {
    for (ObjectNode call : indexed(fields, "tool_calls.", toolCallInfix).values()) {
      ObjectNode part = parts.addObject().put("type", "tool_call");
      if (call.has("id")) {
        part.set("id", call.get("id"));
      }
      part.put("name", call.path(functionInfix + "name").asText(""));
      JsonNode arguments = call.get(functionInfix + "arguments");
      if (arguments != null) {
        JsonNode parsed = arguments.isTextual() ? JsonText.parse(arguments.textValue()) : null;
        part.set("arguments", parsed == null || parsed.isMissingNode() ? arguments : parsed);
      }
    }
  }

  private static TreeMap<Integer, ObjectNode> indexed(
      ObjectNode fields, String prefix, String infix) {
    TreeMap<Integer, ObjectNode> result = new TreeMap<>();
    fields
        .properties()
        .forEach(
            field -> {
              String key = field.getKey();
              int dot = key.startsWith(prefix) ? key.indexOf('.', prefix.length()) : -1;
              int index = dot < 0 ? -1 : index(key.substring(prefix.length(), dot));
              if (index >= 0 && key.startsWith(infix, dot + 1)) {
                result
                    .computeIfAbsent(index, i -> JsonNodeFactory.instance.objectNode())
                    .set(key.substring(dot + 1 + infix.length()), field.getValue());
              }
            });
    return result;
  }

  /** -1 when it is none. */
  static int index(String digits) {
    try {
      int index = Integer.parseInt(digits);
      return index > MAX_INDEX ? -1 : index;
    } catch (NumberFormatException notAnIndex) {
      return -1;
    }
  }
}
