package io.treeline.demo.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a reply in text as an object of OpenAI's Responses API. */
final class ResponseJson {

  private final ObjectMapper json;

  ResponseJson(ObjectMapper json) {
    this.json = json;
  }

  ObjectNode whole(String model, Reply reply, Usage usage) {
    ObjectNode body =
        json.createObjectNode()
            .put("id", Ids.response())
            .put("object", "response")
            .put("created_at", System.currentTimeMillis() / 1000)
            .put("status", "completed")
            .put("model", Ids.datedModel(model))
            .put("parallel_tool_calls", true)
            .put("tool_choice", "auto")
            .put("temperature", 1.0)
            .put("top_p", 1.0);
    body.putNull("error").putNull("incomplete_details").putNull("instructions");
    body.putObject("metadata");
    body.putArray("tools");
    ObjectNode message =
        json.createObjectNode()
            .put("type", "message")
            .put("id", Ids.message())
            .put("status", "completed")
            .put("role", "assistant");
    ObjectNode text =
        message
            .putArray("content")
            .addObject()
            .put("type", "output_text")
            .put("text", reply.text());
    text.putArray("annotations");
    body.putArray("output").add(message);
    ObjectNode counts =
        json.createObjectNode()
            .put("input_tokens", usage.input())
            .put("output_tokens", usage.output())
            .put("total_tokens", usage.input() + usage.output());
    counts.putObject("input_tokens_details").put("cached_tokens", usage.cached());
    counts.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    body.set("usage", counts);
    return body;
  }
}
