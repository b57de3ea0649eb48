package io.treeline.exporter.helicone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bodies of a request and its response. Those of a log come back as they were sent; of other spans
 * they are made of what is known, in the shape of OpenAI's chat or of Helicone's tool logs.
 */
final class RequestBodies {

  private static final String LOGS = "helicone";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RequestBodies() {}

  static ObjectNode emptyBody() {
    return NODES.objectNode();
  }

  static JsonNode request(Span span) {
    Content content = span.content();
    if (span.dialect().equals(LOGS)) {
      JsonNode body = parsed(content.input());
      return body.isMissingNode() ? emptyBody() : body;
    }
    ObjectNode body = NODES.objectNode();
    switch (span.operation().kind()) {
      case TOOL, MCP -> {
        body.put("_type", "tool").put("toolName", span.operation().toolName());
        set(body, "input", parsed(content.toolArguments()));
      }
      case RETRIEVER -> {
        body.put("_type", "vector_db").put("operation", "search");
        set(body, "text", parsed(content.input()));
      }
      default -> {
        body.put("model", span.operation().requestModel());
        JsonNode messages = parsed(content.inputMessages());
        if (messages.isArray()) {
          body.set("messages", messages(messages));
        } else {
          set(body, "input", parsed(content.input()));
        }
        set(body, "tools", parsed(content.toolDefinitions()));
      }
    }
    return body;
  }

  static JsonNode response(Span span) {
    Content content = span.content();
    if (span.dialect().equals(LOGS)) {
      JsonNode body = parsed(content.output());
      return body.isMissingNode() ? emptyBody() : body;
    }
    ObjectNode body = NODES.objectNode();
    switch (span.operation().kind()) {
      case TOOL, MCP -> {
        body.put("_type", "tool").put("toolName", span.operation().toolName());
        set(body, "result", parsed(content.toolResult()));
      }
      case RETRIEVER -> {
        body.put("_type", "vector_db");
        set(body, "results", parsed(content.output()));
      }
      default -> putAnswer(body, span);
    }
    return body;
  }

  private static void putAnswer(ObjectNode body, Span span) {
    body.put("model", span.operation().model());
    JsonNode messages = parsed(span.content().outputMessages());
    if (span.operation().kind() != OperationKind.LLM || !messages.isArray()) {
      set(body, "output", parsed(span.content().output()));
      return;
    }
    ArrayNode choices = body.putArray("choices");
    for (JsonNode message : messages) {
      ObjectNode choice = choices.addObject().put("index", choices.size() - 1);
      choice.set("message", message(message));
      set(choice, "finish_reason", message.path("finish_reason"));
    }
  }

  private static ArrayNode messages(JsonNode messages) {
    ArrayNode result = NODES.arrayNode();
    messages.forEach(message -> result.add(message(message)));
    return result;
  }

  /** OpenTelemetry's parts as OpenAI's message. */
  private static JsonNode message(JsonNode message) {
    if (!message.path("parts").isArray()) {
      return message;
    }
    ObjectNode result = NODES.objectNode();
    result.put("role", message.path("role").asText("user"));
    StringBuilder text = new StringBuilder();
    for (JsonNode part : message.get("parts")) {
      switch (part.path("type").asText("")) {
        case "text" -> text.append(part.path("content").asText(""));
        case "tool_call" -> {
          ObjectNode call = result.withArrayProperty("tool_calls").addObject();
          set(call, "id", part.path("id"));
          call.put("type", "function");
          ObjectNode function =
              call.putObject("function").put("name", part.path("name").asText(""));
          JsonNode arguments = part.path("arguments");
          function.put(
              "arguments", arguments.isTextual() ? arguments.textValue() : arguments.toString());
        }
        case "tool_call_response" -> {
          set(result, "tool_call_id", part.path("id"));
          JsonNode response = part.has("response") ? part.path("response") : part.path("result");
          text.append(response.isTextual() ? response.textValue() : response.toString());
        }
        default -> result.withArrayProperty("parts").add(part);
      }
    }
    result.put("content", text.toString());
    return result;
  }

  private static void set(ObjectNode to, String field, JsonNode value) {
    if (!value.isMissingNode()) {
      to.set(field, value);
    }
  }

  private static JsonNode parsed(@Nullable String text) {
    if (text == null) {
      return MissingNode.getInstance();
    }
    try {
      return ManualLogParser.JSON.readTree(text);
    } catch (IOException | NumberFormatException notJson) {
      return TextNode.valueOf(text);
    }
  }
}
