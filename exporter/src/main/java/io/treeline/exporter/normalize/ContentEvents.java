package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.treeline.exporter.model.SpanEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages that came as events of the span: one event a message, {@code gen_ai.user.message} and
 * its kin, up to version 1.36 of the conventions; one event a side, {@code gen_ai.content.prompt},
 * before; all in {@code gen_ai.client.inference.operation.details} since. Fills only what the
 * attributes left open; the events themselves stay on the span.
 */
final class ContentEvents {

  private static final Map<String, String> ROLES =
      Map.of(
          "gen_ai.system.message", "system",
          "gen_ai.user.message", "user",
          "gen_ai.assistant.message", "assistant",
          "gen_ai.tool.message", "tool");

  /** OpenInference's instrumentations and the Vercel AI SDK mark the time with an event. */
  private static final Set<String> FIRST_CHUNK =
      Set.of("First Token Stream Event", "ai.stream.firstChunk");

  static void read(List<SpanEvent> events, SpanDraft draft) {
    ArrayNode asked = JsonNodeFactory.instance.arrayNode();
    ArrayNode answered = JsonNodeFactory.instance.arrayNode();
    for (SpanEvent event : events) {
      String role = ROLES.get(event.name());
      if (role != null) {
        asked.add(message(event.attributes(), role));
      } else if (event.name().equals("gen_ai.choice")) {
        answered.add(choice(event.attributes()));
      } else if (event.name().startsWith("gen_ai.c")) {
        readWhole(event, draft);
      } else if (FIRST_CHUNK.contains(event.name())
          && draft.timeToFirstChunkNanos == null
          && event.epochNanos() >= draft.startNanos) {
        draft.timeToFirstChunkNanos = event.epochNanos() - draft.startNanos;
      }
    }
    if (draft.inputMessages == null && !asked.isEmpty()) {
      draft.inputMessages = Messages.of(asked, "user");
    }
    if (draft.outputMessages == null && !answered.isEmpty()) {
      draft.outputMessages = Messages.of(answered, "assistant");
    }
  }

  private static void readWhole(SpanEvent event, SpanDraft draft) {
    AttributeReader in = new AttributeReader(event.attributes());
    DraftFiller fill = new DraftFiller(in, draft);
    switch (event.name()) {
      case "gen_ai.content.prompt" -> fill.inputMessages("gen_ai.prompt");
      case "gen_ai.content.completion" -> fill.outputMessages("gen_ai.completion");
      case "gen_ai.client.inference.operation.details" ->
          fill.inputMessages("gen_ai.input.messages")
              .outputMessages("gen_ai.output.messages")
              .systemInstructions("gen_ai.system_instructions")
              .toolDefinitions("gen_ai.tool.definitions");
      default -> {
        // An event of somebody else's.
      }
    }
  }

  /** The message stands in one attribute as JSON text, or its fields are the attributes. */
  private static ObjectNode message(Map<String, JsonNode> attributes, String role) {
    ObjectNode message = whole(attributes);
    if (!message.has("role")) {
      message.put("role", role);
    }
    if (!message.has("content") && !message.has("tool_calls")) {
      message.put("content", "");
    }
    if (role.equals("tool") && message.has("id") && !message.has("tool_call_id")) {
      message.set("tool_call_id", message.get("id"));
    }
    return message;
  }

  private static ObjectNode choice(Map<String, JsonNode> attributes) {
    ObjectNode choice = whole(attributes);
    JsonNode inner = DraftFiller.parsed(choice.get("message"));
    if (inner instanceof ObjectNode object) {
      choice.set("message", withRole(object));
      return choice;
    }
    if (inner != null && !choice.has("content")) {
      choice.set("content", inner);
    }
    choice.remove("message");
    return withRole(choice);
  }

  private static ObjectNode withRole(ObjectNode message) {
    if (!message.has("role")) {
      message.put("role", "assistant");
    }
    if (!message.has("content") && !message.has("tool_calls")) {
      message.put("content", "");
    }
    return message;
  }

  private static ObjectNode whole(Map<String, JsonNode> attributes) {
    JsonNode content = DraftFiller.parsed(attributes.get("gen_ai.event.content"));
    if (content instanceof ObjectNode object) {
      return object.deepCopy();
    }
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    for (String field :
        List.of("role", "content", "tool_calls", "id", "message", "finish_reason", "name")) {
      JsonNode value = parsedUnlessText(field, attributes.get(field));
      if (value != null) {
        message.set(field, value);
      }
    }
    return message;
  }

  private static @Nullable JsonNode parsedUnlessText(String field, @Nullable JsonNode value) {
    return field.equals("tool_calls") ? DraftFiller.parsed(value) : value;
  }

  private ContentEvents() {}
}
