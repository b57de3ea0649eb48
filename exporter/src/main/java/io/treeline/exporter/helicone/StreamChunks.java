package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a provider's stream together to one response. */
final class StreamChunks {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StreamChunks() {}

  /** Null when they are those of no provider we know. */
  static @Nullable JsonNode assemble(List<JsonNode> chunks) {
    for (JsonNode chunk : chunks) {
      if (chunk.path("response").isObject()
          && chunk.path("type").asText("").startsWith("response.")) {
        return lastResponse(chunks);
      }
      if (chunk.path("choices").isArray()) {
        return openAi(chunks);
      }
      if (chunk.path("type").asText("").equals("message_start")) {
        return anthropic(chunks);
      }
      if (chunk.path("candidates").isArray()) {
        return google(chunks);
      }
      if (chunk.has("messageStart") || chunk.has("contentBlockDelta")) {
        return bedrock(chunks);
      }
    }
    return null;
  }

  /** OpenAI's responses: each event that has one has all so far. */
  private static JsonNode lastResponse(List<JsonNode> chunks) {
    JsonNode last = NODES.objectNode();
    for (JsonNode chunk : chunks) {
      last = chunk.path("response").isObject() ? chunk.get("response") : last;
    }
    return last;
  }

  private static JsonNode openAi(List<JsonNode> chunks) {
    ObjectNode whole = NODES.objectNode();
    Map<Integer, ObjectNode> choices = new TreeMap<>();
    for (JsonNode chunk : chunks) {
      copy(chunk, whole, "id", "model", "created", "usage");
      for (JsonNode part : chunk.path("choices")) {
        ObjectNode choice =
            choices.computeIfAbsent(
                part.path("index").asInt(), index -> NODES.objectNode().put("index", (int) index));
        copy(part, choice, "finish_reason");
        if (part.path("text").isTextual()) {
          append(choice, "text", part.get("text"));
        }
        if (part.path("delta").isObject()) {
          addDelta(choice.withObjectProperty("message"), part.get("delta"));
        }
      }
    }
    whole.put("object", "chat.completion");
    whole.putArray("choices").addAll(choices.values());
    return whole;
  }

  private static void addDelta(ObjectNode message, JsonNode delta) {
    copy(delta, message, "role");
    for (String field : new String[] {"content", "reasoning_content", "reasoning", "refusal"}) {
      append(message, field, delta.path(field));
    }
    for (JsonNode part : delta.path("tool_calls")) {
      ArrayNode calls = message.withArrayProperty("tool_calls");
      int index = part.path("index").asInt(calls.size());
      // A hostile index must not make us allocate up to it.
      while (calls.size() <= index && calls.size() < 1_000) {
        calls.addObject();
      }
      ObjectNode call = (ObjectNode) calls.get(Math.min(index, calls.size() - 1));
      copy(part, call, "id", "type");
      ObjectNode function = call.withObjectProperty("function");
      copy(part.path("function"), function, "name");
      append(function, "arguments", part.path("function").path("arguments"));
    }
  }

  private static JsonNode anthropic(List<JsonNode> chunks) {
    ObjectNode whole = NODES.objectNode();
    Map<Integer, ObjectNode> blocks = new TreeMap<>();
    for (JsonNode chunk : chunks) {
      switch (chunk.path("type").asText("")) {
        case "message_start" -> {
          if (chunk.path("message").isObject()) {
            whole.setAll((ObjectNode) chunk.get("message").deepCopy());
          }
        }
        case "content_block_start" -> {
          if (chunk.path("content_block").isObject()) {
            blocks.put(chunk.path("index").asInt(), chunk.get("content_block").deepCopy());
          }
        }
        case "content_block_delta" ->
            addBlockDelta(
                blocks.computeIfAbsent(
                    chunk.path("index").asInt(), index -> NODES.objectNode().put("type", "text")),
                chunk.path("delta"));
        case "message_delta" -> {
          copy(chunk.path("delta"), whole, "stop_reason", "stop_sequence");
          chunk
              .path("usage")
              .properties()
              .forEach(
                  field -> whole.withObjectProperty("usage").set(field.getKey(), field.getValue()));
        }
        case "error" -> whole.set("error", chunk.path("error"));
        default -> {}
      }
    }
    blocks.values().forEach(StreamChunks::parseInput);
    whole.putArray("content").addAll(blocks.values());
    return whole;
  }

  private static void addBlockDelta(ObjectNode block, JsonNode delta) {
    append(block, "text", delta.path("text"));
    append(block, "thinking", delta.path("thinking"));
    append(block, "partial_json", delta.path("partial_json"));
  }

  /** A tool's input arrives as pieces of JSON text. */
  private static void parseInput(ObjectNode block) {
    JsonNode json = block.remove("partial_json");
    if (json == null || json.asText().isBlank()) {
      return;
    }
    try {
      block.set("input", ManualLogParser.JSON.readTree(json.asText()));
    } catch (IOException | NumberFormatException brokenOff) {
      block.set("input", json);
    }
  }

  private static JsonNode google(List<JsonNode> chunks) {
    ObjectNode whole = NODES.objectNode();
    ObjectNode candidate = NODES.objectNode();
    ArrayNode parts = NODES.arrayNode();
    for (JsonNode chunk : chunks) {
      copy(chunk, whole, "modelVersion", "responseId", "usageMetadata");
      JsonNode first = chunk.path("candidates").path(0);
      copy(first, candidate, "finishReason", "index");
      for (JsonNode part : first.path("content").path("parts")) {
        JsonNode last = parts.isEmpty() ? NODES.objectNode() : parts.get(parts.size() - 1);
        boolean sameText =
            part.path("text").isTextual()
                && last.path("text").isTextual()
                && part.path("thought").equals(last.path("thought"));
        if (sameText) {
          append((ObjectNode) last, "text", part.get("text"));
        } else {
          parts.add(part.deepCopy());
        }
      }
    }
    candidate.putObject("content").put("role", "model").set("parts", parts);
    whole.putArray("candidates").add(candidate);
    return whole;
  }

  private static JsonNode bedrock(List<JsonNode> chunks) {
    ObjectNode whole = NODES.objectNode();
    Map<Integer, ObjectNode> blocks = new TreeMap<>();
    for (JsonNode chunk : chunks) {
      JsonNode delta = chunk.path("contentBlockDelta");
      if (delta.isObject()) {
        append(
            blocks.computeIfAbsent(
                delta.path("contentBlockIndex").asInt(), index -> NODES.objectNode()),
            "text",
            delta.path("delta").path("text"));
      }
      copy(chunk.path("messageStop"), whole, "stopReason");
      copy(chunk.path("metadata"), whole, "usage");
    }
    whole
        .putObject("output")
        .putObject("message")
        .put("role", "assistant")
        .putArray("content")
        .addAll(blocks.values());
    return whole;
  }

  private static void copy(JsonNode from, ObjectNode to, String... fields) {
    for (String field : fields) {
      if (from.hasNonNull(field)) {
        to.set(field, from.get(field));
      }
    }
  }

  /** Quadratic in the number of chunks, which the size of a request bounds. */
  private static void append(ObjectNode to, String field, JsonNode text) {
    if (text.isTextual()) {
      to.put(field, to.path(field).asText("") + text.textValue());
    }
  }
}
