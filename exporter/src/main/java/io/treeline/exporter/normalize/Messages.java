package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of OpenAI's, Anthropic's, Google's or the Vercel AI SDK's shape, put into the
 * OpenTelemetry shape {@code [{role, parts}]}. Fields nobody knows are kept on their part.
 */
final class Messages {

  private static final Map<String, String> ROLES =
      Map.of(
          "human", "user",
          "ai", "assistant",
          "model", "assistant",
          "developer", "system",
          // Some senders write them with a capital.
          "user", "user",
          "assistant", "assistant",
          "system", "system",
          "tool", "tool");

  /**
   * Reads messages.
   *
   * @param value an array of messages, an object with such an array under {@code messages}, {@code
   *     contents} or {@code choices}, one message, or plain text
   * @param defaultRole role of plain text and of a message that names none
   * @return JSON text; null when {@code value} does not look like messages
   */
  static @Nullable String of(@Nullable JsonNode value, String defaultRole) {
    if (value == null || value.isNull()) {
      return null;
    }
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    if (value.isTextual()) {
      if (value.textValue().isEmpty()) {
        return null;
      }
      addText(message(messages, defaultRole), value);
      return messages.toString();
    }
    JsonNode list = list(value);
    if (list == null) {
      return null;
    }
    for (JsonNode one : list) {
      if (!add(messages, one, defaultRole)) {
        return null;
      }
    }
    return messages.isEmpty() ? null : messages.toString();
  }

  /**
   * Whether JSON text that is to be messages needs no reading: their parts are there, under roles
   * of the conventions. Told by the text, for reading each would cost more than all else.
   */
  static boolean isStandard(String json) {
    return json.contains("\"parts\"")
        && !json.contains("\"Human\"")
        && !json.contains("\"AI\"")
        && !json.contains("\"human\"")
        && !json.contains("\"ai\"");
  }

  private static @Nullable JsonNode list(JsonNode value) {
    if (value.isArray()) {
      return value;
    }
    for (String field : new String[] {"messages", "contents", "choices", "candidates"}) {
      if (value.path(field).isArray()) {
        return value.get(field);
      }
    }
    boolean candidate = value.path("content").isObject() && value.get("content").has("parts");
    return isMessage(value) || candidate ? JsonNodeFactory.instance.arrayNode().add(value) : null;
  }

  private static boolean isMessage(JsonNode value) {
    return value.isObject()
        && (value.has("role") || value.has("message") || value.has("tool_calls"))
        && (value.has("content")
            || value.has("parts")
            || value.has("message")
            || value.has("tool_calls"));
  }

  private static boolean add(ArrayNode messages, JsonNode one, String defaultRole) {
    if (one.isTextual()) {
      addText(message(messages, defaultRole), one);
      return true;
    }
    // A choice of OpenAI's, a candidate of Google's.
    JsonNode inner =
        one.path("message").isObject()
            ? one.get("message")
            : one.path("content").isObject() && one.get("content").has("parts")
                ? one.get("content")
                : one;
    if (!isMessage(inner) && !inner.has("parts")) {
      return false;
    }
    String sent = inner.path("role").asText(defaultRole);
    String role = ROLES.getOrDefault(sent.toLowerCase(Locale.ROOT), sent);
    ObjectNode message = message(messages, role);
    if (inner.hasNonNull("name")) {
      message.set("name", inner.get("name"));
    }
    addReasoning(message, inner);
    JsonNode content = inner.has("parts") ? inner.get("parts") : inner.path("content");
    if (role.equals("tool") && inner.has("tool_call_id")) {
      addResult(message, inner.get("tool_call_id"), content);
    } else {
      addContent(message, content);
    }
    inner.path("tool_calls").forEach(call -> addCall(message, call));
    JsonNode finish = one.has("finish_reason") ? one.get("finish_reason") : one.get("finishReason");
    if (finish != null && finish.isTextual()) {
      message.set("finish_reason", finish);
    }
    return true;
  }

  private static ObjectNode message(ArrayNode messages, String role) {
    ObjectNode message = messages.addObject().put("role", role);
    message.putArray("parts");
    return message;
  }

  private static void addContent(ObjectNode message, JsonNode content) {
    if (content.isTextual()) {
      addText(message, content);
    } else if (content.isArray()) {
      content.forEach(part -> addPart(message, part));
    } else if (content.isObject()) {
      addPart(message, content);
    }
  }

  private static void addPart(ObjectNode message, JsonNode part) {
    if (part.isTextual()) {
      addText(message, part);
      return;
    }
    switch (part.path("type").asText("")) {
      case "tool_use", "tool-call" -> addCall(message, part);
      case "tool_result" -> addResult(message, part.path("tool_use_id"), part.path("content"));
      case "tool-result" ->
          addResult(
              message,
              part.path("toolCallId"),
              part.has("output") ? part.get("output") : part.path("result"));
      case "thinking", "reasoning" ->
          parts(message)
              .addObject()
              .put("type", "reasoning")
              .set(
                  "content",
                  part.has("thinking")
                      ? part.get("thinking")
                      : part.has("text") ? part.get("text") : part.path("content"));
      case "text", "input_text", "output_text" ->
          addText(message, part.has("text") ? part.get("text") : part.path("content"));
      case "" -> addTyped(message, part);
      default -> parts(message).add(part);
    }
  }

  /** Google's parts say by their field what they are. */
  private static void addTyped(ObjectNode message, JsonNode part) {
    if (part.path("text").isTextual()) {
      addText(message, part.get("text"));
    } else if (part.path("functionCall").isObject()) {
      addCall(message, part.get("functionCall"));
    } else if (part.path("functionResponse").isObject()) {
      JsonNode response = part.get("functionResponse");
      addResult(
          message,
          response.has("id") ? response.get("id") : response.path("name"),
          response.path("response"));
    } else if (part.isObject()) {
      ObjectNode copy = ((ObjectNode) part).deepCopy();
      parts(message).add(copy.put("type", "unknown"));
    }
  }

  private static void addReasoning(ObjectNode message, JsonNode inner) {
    JsonNode reasoning =
        inner.has("reasoning_content") ? inner.get("reasoning_content") : inner.path("reasoning");
    if (reasoning.isTextual() && !reasoning.textValue().isEmpty()) {
      parts(message).addObject().put("type", "reasoning").set("content", reasoning);
    }
  }

  private static void addText(ObjectNode message, JsonNode text) {
    if (!text.isTextual() || !text.textValue().isEmpty()) {
      parts(message).addObject().put("type", "text").set("content", text);
    }
  }

  private static void addCall(ObjectNode message, JsonNode call) {
    JsonNode function = call.path("function").isObject() ? call.get("function") : call;
    ObjectNode part = parts(message).addObject().put("type", "tool_call");
    JsonNode id = call.has("id") ? call.get("id") : call.path("toolCallId");
    if (id.isTextual()) {
      part.set("id", id);
    }
    part.put("name", function.path(function.has("toolName") ? "toolName" : "name").asText(""));
    for (String field : new String[] {"arguments", "input", "args"}) {
      if (function.hasNonNull(field)) {
        JsonNode parsed = DraftFiller.parsed(function.get(field));
        part.set("arguments", parsed == null ? function.get(field) : parsed);
        break;
      }
    }
  }

  private static void addResult(ObjectNode message, JsonNode id, JsonNode result) {
    ObjectNode part = parts(message).addObject().put("type", "tool_call_response");
    if (id.isTextual()) {
      part.set("id", id);
    }
    part.set("response", result.isMissingNode() ? JsonNodeFactory.instance.nullNode() : result);
  }

  private static ArrayNode parts(ObjectNode message) {
    return (ArrayNode) message.get("parts");
  }

  private Messages() {}
}
