package io.treeline.demo.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a reply as OpenAI's chat completion: at once, or as the chunks of a stream. */
final class ChatCompletionJson {

  /** Words per chunk of a stream. */
  private static final int WORDS_PER_CHUNK = 3;

  private final ObjectMapper json;

  ChatCompletionJson(ObjectMapper json) {
    this.json = json;
  }

  ObjectNode whole(String model, Reply reply, Usage usage) {
    ObjectNode body = head("chat.completion", Ids.completion(), model);
    ObjectNode message = json.createObjectNode().put("role", "assistant");
    if (reply.text().isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", reply.text());
    }
    message.putNull("refusal");
    if (!reply.calls().isEmpty()) {
      message.set("tool_calls", toolCalls(reply, false));
    }
    ObjectNode choice = json.createObjectNode().put("index", 0);
    choice.set("message", message);
    choice.putNull("logprobs").put("finish_reason", finishReason(reply));
    body.putArray("choices").add(choice);
    body.set("usage", usage(usage));
    return body;
  }

  List<ObjectNode> chunks(String model, Reply reply, Usage usage, boolean includeUsage) {
    String id = Ids.completion();
    List<ObjectNode> chunks = new ArrayList<>();
    ObjectNode first = json.createObjectNode().put("role", "assistant").put("content", "");
    chunks.add(chunk(id, model, first, null));
    for (String part : parts(reply.text())) {
      chunks.add(chunk(id, model, json.createObjectNode().put("content", part), null));
    }
    if (!reply.calls().isEmpty()) {
      ObjectNode delta = json.createObjectNode();
      delta.set("tool_calls", toolCalls(reply, true));
      chunks.add(chunk(id, model, delta, null));
    }
    chunks.add(chunk(id, model, json.createObjectNode(), finishReason(reply)));
    if (includeUsage) {
      ObjectNode last = head("chat.completion.chunk", id, model);
      last.putArray("choices");
      last.set("usage", usage(usage));
      chunks.add(last);
    }
    return chunks;
  }

  private ObjectNode chunk(String id, String model, ObjectNode delta, @Nullable String finish) {
    ObjectNode choice = json.createObjectNode().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("logprobs").put("finish_reason", finish);
    ObjectNode chunk = head("chat.completion.chunk", id, model);
    chunk.putArray("choices").add(choice);
    return chunk;
  }

  private ObjectNode head(String object, String id, String model) {
    return json.createObjectNode()
        .put("id", id)
        .put("object", object)
        .put("created", System.currentTimeMillis() / 1000)
        .put("model", Ids.datedModel(model))
        .put("service_tier", "default")
        .put("system_fingerprint", "fp_34a54ae93c");
  }

  private ArrayNode toolCalls(Reply reply, boolean indexed) {
    ArrayNode calls = json.createArrayNode();
    for (Reply.Call call : reply.calls()) {
      ObjectNode node = json.createObjectNode();
      if (indexed) {
        node.put("index", calls.size());
      }
      node.put("id", Ids.toolCall()).put("type", "function");
      node.putObject("function").put("name", call.tool()).put("arguments", call.arguments());
      calls.add(node);
    }
    return calls;
  }

  private ObjectNode usage(Usage usage) {
    ObjectNode node =
        json.createObjectNode()
            .put("prompt_tokens", usage.input())
            .put("completion_tokens", usage.output())
            .put("total_tokens", usage.input() + usage.output());
    node.putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cached())
        .put("audio_tokens", 0);
    node.putObject("completion_tokens_details")
        .put("reasoning_tokens", usage.reasoning())
        .put("audio_tokens", 0);
    return node;
  }

  private static String finishReason(Reply reply) {
    return reply.calls().isEmpty() ? "stop" : "tool_calls";
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int words = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' && ++words % WORDS_PER_CHUNK == 0) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(c);
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }
}
