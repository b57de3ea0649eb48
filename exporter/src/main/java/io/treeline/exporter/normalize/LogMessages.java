package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.Content;
import io.treeline.semconv.GenAiAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the GenAI conventions' events, old and new, taken out of their log record.
 *
 * @param content the messages; {@link Content#NONE} when there are none, or they were not captured
 * @param body what is left of the body
 * @param attributes those that are left
 * @param index which of several answers this one is; null when not said
 */
record LogMessages(
    Content content,
    @Nullable JsonNode body,
    Map<String, JsonNode> attributes,
    @Nullable Integer index) {

  private static final String ROLE = "role";

  static LogMessages of(
      @Nullable String eventName, @Nullable JsonNode body, Map<String, JsonNode> attributes) {
    if (eventName == null) {
      return new LogMessages(Content.NONE, body, attributes, null);
    }
    if (eventName.equals(GenAiAttributes.INFERENCE_DETAILS_EVENT)) {
      return details(body, attributes);
    }
    JsonNode parsed = DraftFiller.parsed(body);
    Content content = parsed == null ? Content.NONE : message(eventName, parsed);
    boolean choice = eventName.equals(GenAiAttributes.CHOICE_EVENT);
    JsonNode index = choice && parsed != null ? parsed.path("index") : null;
    return new LogMessages(
        content,
        content.isEmpty() ? body : null,
        attributes,
        index != null && index.canConvertToInt() ? (Integer) index.intValue() : null);
  }

  private static Content message(String eventName, JsonNode body) {
    String text =
        switch (eventName) {
          // Part of the chat, in its place there: instructions of their own are in the new event.
          case GenAiAttributes.SYSTEM_MESSAGE_EVENT -> input(body, "system");
          case GenAiAttributes.USER_MESSAGE_EVENT -> input(body, "user");
          case GenAiAttributes.ASSISTANT_MESSAGE_EVENT -> input(body, "assistant");
          case GenAiAttributes.TOOL_MESSAGE_EVENT -> input(body, "tool");
          case GenAiAttributes.CHOICE_EVENT -> choice(body);
          default -> null;
        };
    if (text == null) {
      return Content.NONE;
    }
    return eventName.equals(GenAiAttributes.CHOICE_EVENT)
        ? new Content(null, text, null, null, null, null, null, null)
        : new Content(text, null, null, null, null, null, null, null);
  }

  private static @Nullable String input(JsonNode body, String role) {
    return messages(withRole(body, role), role);
  }

  private static @Nullable String choice(JsonNode body) {
    JsonNode message = body.path("message");
    if (!message.isObject()) {
      return messages(withRole(body, "assistant"), "assistant");
    }
    ObjectNode choice = ((ObjectNode) body).objectNode();
    choice.setAll((ObjectNode) body);
    return messages(choice.set("message", withRole(message, "assistant")), "assistant");
  }

  /** The event's name is the role of a message that names none; plain text is a message too. */
  private static JsonNode withRole(JsonNode message, String role) {
    if (!message.isObject()) {
      return message;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll((ObjectNode) message);
    if (!copy.path(ROLE).isTextual()) {
      copy.put(ROLE, role);
    }
    // The conventions call it so; in the message it is the id of the call that is answered.
    if (role.equals("tool") && !copy.has("tool_call_id") && copy.path("id").isTextual()) {
      copy.set("tool_call_id", copy.get("id"));
    }
    return copy;
  }

  /** Null when nothing was said, as when the sender was told to capture no content. */
  private static @Nullable String messages(JsonNode message, String role) {
    String text =
        Messages.of(
            message.isObject() ? JsonNodeFactory.instance.arrayNode().add(message) : message, role);
    JsonNode read = text == null ? null : JsonText.parse(text);
    boolean said = false;
    if (read != null) {
      for (JsonNode one : read) {
        said |= !one.path("parts").isEmpty();
      }
    }
    return said ? text : null;
  }

  /** All of a call's messages, in the attributes or, from some senders, in the body. */
  private static LogMessages details(@Nullable JsonNode body, Map<String, JsonNode> attributes) {
    Map<String, JsonNode> leftAttributes = new HashMap<>(attributes);
    JsonNode parsed = DraftFiller.parsed(body);
    ObjectNode leftBody =
        parsed != null && parsed.isObject() ? ((ObjectNode) parsed).deepCopy() : null;
    String input = take(GenAiAttributes.INPUT_MESSAGES.getKey(), leftAttributes, leftBody);
    String output = take(GenAiAttributes.OUTPUT_MESSAGES.getKey(), leftAttributes, leftBody);
    String system = take(GenAiAttributes.SYSTEM_INSTRUCTIONS.getKey(), leftAttributes, leftBody);
    String tools = take(GenAiAttributes.TOOL_DEFINITIONS.getKey(), leftAttributes, leftBody);
    Content content = new Content(input, output, system, tools, null, null, null, null);
    JsonNode left = leftBody == null ? body : leftBody.isEmpty() ? null : leftBody;
    return new LogMessages(content, left, leftAttributes, null);
  }

  private static @Nullable String take(
      String key, Map<String, JsonNode> attributes, @Nullable ObjectNode body) {
    JsonNode value = attributes.remove(key);
    if (value == null && body != null) {
      value = body.remove(key);
    }
    return value == null || value.isNull() ? null : JsonText.of(value);
  }
}
