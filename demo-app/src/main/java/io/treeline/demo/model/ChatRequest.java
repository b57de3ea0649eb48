package io.treeline.demo.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a script needs to know of a chat completion or Responses request.
 *
 * @param model the model asked for
 * @param messages in order; instructions of the Responses API come as a {@code system} message
 * @param tools names of the tools on offer
 */
record ChatRequest(String model, List<Message> messages, List<String> tools) {

  ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  static ChatRequest ofChatCompletion(JsonNode body) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : body.path("messages")) {
      List<ToolCall> calls = new ArrayList<>();
      for (JsonNode call : message.path("tool_calls")) {
        JsonNode function = call.path("function");
        calls.add(
            new ToolCall(
                call.path("id").asText(),
                function.path("name").asText(),
                function.path("arguments").asText()));
      }
      messages.add(
          new Message(
              message.path("role").asText(),
              text(message.path("content")),
              calls,
              message.path("tool_call_id").asText()));
    }
    List<String> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      tools.add(tool.path("function").path("name").asText());
    }
    return new ChatRequest(body.path("model").asText(), messages, tools);
  }

  static ChatRequest ofResponse(JsonNode body) {
    List<Message> messages = new ArrayList<>();
    if (body.hasNonNull("instructions")) {
      messages.add(new Message("system", body.get("instructions").asText(), List.of(), ""));
    }
    JsonNode input = body.path("input");
    if (input.isTextual()) {
      messages.add(new Message("user", input.asText(), List.of(), ""));
    }
    for (JsonNode item : input) {
      messages.add(
          new Message(item.path("role").asText("user"), text(item.path("content")), List.of(), ""));
    }
    return new ChatRequest(body.path("model").asText(), messages, List.of());
  }

  /** Text of the system or developer message; empty when there is none. */
  String instructions() {
    return messages.stream()
        .filter(message -> message.role().equals("system") || message.role().equals("developer"))
        .map(Message::content)
        .findFirst()
        .orElse("");
  }

  /** Text of the last user message; empty when there is none. */
  String question() {
    String last = "";
    for (Message message : messages) {
      if (message.role().equals("user")) {
        last = message.content();
      }
    }
    return last;
  }

  /** Results of one tool in this conversation, first to last. */
  List<String> resultsOf(String tool) {
    Map<String, String> nameOfCall = new HashMap<>();
    List<String> results = new ArrayList<>();
    for (Message message : messages) {
      for (ToolCall call : message.toolCalls()) {
        nameOfCall.put(call.id(), call.name());
      }
      if (message.role().equals("tool") && tool.equals(nameOfCall.get(message.toolCallId()))) {
        results.add(message.content());
      }
    }
    return results;
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder joined = new StringBuilder();
    for (JsonNode part : content) {
      joined.append(part.path("text").asText());
    }
    return joined.toString();
  }
}
