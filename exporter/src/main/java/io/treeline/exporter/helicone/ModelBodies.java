package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said, out of providers' bodies, as JSON text in the providers' shapes: those of OpenAI,
 * Anthropic and Google, which the normalizer reads; Bedrock's and OpenAI's responses' are put into
 * one of them.
 */
final class ModelBodies {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ModelBodies() {}

  /** What was sent to the model; null when the body has nothing that looks like it. */
  static @Nullable String input(JsonNode request) {
    for (String field : List.of("messages", "contents", "input", "prompt", "inputText")) {
      JsonNode value = request.path(field);
      if (value.isArray()) {
        return items(value).toString();
      }
      if (value.isTextual()) {
        return value.toString();
      }
      if (value.isObject()) {
        return value.toString();
      }
    }
    return null;
  }

  /** What the model answered. */
  static @Nullable String output(JsonNode response) {
    if (response.isTextual()) {
      return response.textValue().isEmpty() ? null : response.toString();
    }
    if (response.path("choices").isArray()) {
      JsonNode choices = response.get("choices");
      return choices.path(0).path("text").isTextual() ? texts(choices) : choices.toString();
    }
    if (response.path("candidates").isArray()) {
      return response.get("candidates").toString();
    }
    if (response.path("output").isArray()) {
      return items(response.get("output")).toString();
    }
    JsonNode bedrock = response.path("output").path("message");
    if (bedrock.isObject()) {
      return NODES.arrayNode().add(message(bedrock)).toString();
    }
    if (response.has("content") && !response.path("content").isNull()) {
      ObjectNode message = NODES.objectNode();
      message.put("role", response.path("role").asText("assistant"));
      message.set("content", response.get("content"));
      return NODES.arrayNode().add(message).toString();
    }
    for (String field : List.of("generation", "completion", "response", "text", "output")) {
      if (response.path(field).isTextual()) {
        return response.get(field).toString();
      }
    }
    return null;
  }

  /** System instructions that stand beside the messages, as OpenTelemetry's parts. */
  static @Nullable JsonNode system(JsonNode request) {
    ArrayNode parts = NODES.arrayNode();
    JsonNode google =
        request.has("systemInstruction")
            ? request.path("systemInstruction")
            : request.path("system_instruction");
    for (JsonNode system : List.of(request.path("system"), request.path("instructions"), google)) {
      if (system.isTextual()) {
        part(parts, system);
      }
      for (JsonNode part : system.isObject() ? system.path("parts") : system) {
        part(parts, part.path("text"));
      }
    }
    return parts.isEmpty() ? null : parts;
  }

  /** Why the model stopped, one per choice. */
  static ArrayNode finishReasons(JsonNode response) {
    ArrayNode reasons = NODES.arrayNode();
    response.path("choices").forEach(choice -> reason(reasons, choice.path("finish_reason")));
    response.path("candidates").forEach(choice -> reason(reasons, choice.path("finishReason")));
    reason(reasons, response.path("stop_reason"));
    reason(reasons, response.path("stopReason"));
    reason(reasons, response.path("incomplete_details").path("reason"));
    return reasons;
  }

  private static void reason(ArrayNode reasons, JsonNode reason) {
    if (reason.isTextual() && !reason.textValue().isEmpty()) {
      reasons.add(reason);
    }
  }

  private static void part(ArrayNode parts, JsonNode text) {
    if (text.isTextual()) {
      parts.addObject().put("type", "text").set("content", text);
    }
  }

  private static String texts(JsonNode choices) {
    ArrayNode messages = NODES.arrayNode();
    choices.forEach(
        choice ->
            messages.addObject().put("role", "assistant").set("content", choice.path("text")));
    return messages.toString();
  }

  private static ArrayNode items(JsonNode items) {
    ArrayNode messages = NODES.arrayNode();
    items.forEach(item -> messages.add(message(item)));
    return messages;
  }

  /** One message; an item of OpenAI's responses that is none is made one. */
  private static JsonNode message(JsonNode item) {
    return switch (item.path("type").asText("")) {
      case "function_call" -> {
        ObjectNode call = NODES.objectNode();
        call.set("id", item.path("call_id"));
        call.set("name", item.path("name"));
        call.set("arguments", item.path("arguments"));
        ObjectNode message = NODES.objectNode().put("role", "assistant");
        message.putArray("tool_calls").add(call);
        yield message;
      }
      case "function_call_output" -> {
        ObjectNode message = NODES.objectNode().put("role", "tool");
        message.set("tool_call_id", item.path("call_id"));
        message.set("content", item.path("output"));
        yield message;
      }
      case "reasoning" -> {
        ObjectNode message = NODES.objectNode().put("role", "assistant");
        item.path("summary")
            .forEach(
                part ->
                    message
                        .withArrayProperty("content")
                        .addObject()
                        .put("type", "reasoning")
                        .set("text", part.path("text")));
        yield message.has("content") ? message : message.put("content", "");
      }
      default -> bedrock(item);
    };
  }

  /** Bedrock says by a part's field what the part is. */
  private static JsonNode bedrock(JsonNode item) {
    boolean anyTool = false;
    for (JsonNode part : item.path("content")) {
      anyTool |= part.has("toolUse") || part.has("toolResult");
    }
    if (!anyTool) {
      return item;
    }
    ObjectNode message = item.deepCopy();
    ArrayNode parts = message.putArray("content");
    for (JsonNode part : item.path("content")) {
      JsonNode use = part.path("toolUse");
      JsonNode result = part.path("toolResult");
      if (use.isObject()) {
        ObjectNode call = parts.addObject().put("type", "tool_use");
        call.set("id", use.path("toolUseId"));
        call.set("name", use.path("name"));
        call.set("input", use.path("input"));
      } else if (result.isObject()) {
        ObjectNode answer = parts.addObject().put("type", "tool_result");
        answer.set("tool_use_id", result.path("toolUseId"));
        answer.set("content", result.path("content"));
      } else {
        parts.add(part);
      }
    }
    return message;
  }
}
