package io.treeline.javaagent.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What models of Amazon Bedrock answer in bodies of their own, by the name of the model. */
final class InvokedModels {

  private static final String METRICS =
      "\"amazon-bedrock-invocationMetrics\":{\"inputTokenCount\":21,\"outputTokenCount\":9,"
          + "\"invocationLatency\":40,\"firstByteLatency\":20}";

  static String answer(String model, String request) {
    if (model.contains("claude")) {
      return AnthropicAnswers.message(claude(request), request);
    }
    if (model.contains("nova")) {
      return """
          {"output":{"message":{"role":"assistant","content":[{"text":"Hello"}]}},
          "stopReason":"end_turn","usage":{"inputTokens":13,"outputTokens":9,"totalTokens":30,
          "cacheReadInputTokenCount":8,"cacheWriteInputTokenCount":0}}""";
    }
    if (model.contains("titan-embed")) {
      return "{\"embedding\":[0.25,-0.5],\"inputTextTokenCount\":5}";
    }
    if (model.contains("titan")) {
      return """
          {"inputTextTokenCount":21,"results":[{"tokenCount":9,"outputText":"Hello",
          "completionReason":"FINISH"}]}""";
    }
    if (model.contains("llama")) {
      return """
          {"generation":"Hello","prompt_token_count":21,"generation_token_count":9,
          "stop_reason":"stop"}""";
    }
    if (model.contains("cohere.embed")) {
      return "{\"id\":\"e-1\",\"embeddings\":[[0.25,-0.5]],\"texts\":[\"Hi\"]}";
    }
    if (model.contains("cohere")) {
      return """
          {"response_id":"r-1","generation_id":"g-1","text":"Hello","finish_reason":"COMPLETE",
          "tool_calls":[{"name":"lookup_order","parameters":{"orderId":"A-17"}}]}""";
    }
    if (model.contains("mistral-large")) {
      return """
          {"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},
          "stop_reason":"stop"}]}""";
    }
    return "{\"outputs\":[{\"text\":\"Hello\",\"stop_reason\":\"stop\"}]}";
  }

  static List<byte[]> chunks(String model, String request) {
    if (model.contains("claude")) {
      return AnthropicAnswers.events(claude(request), request).stream()
          .map(event -> event.substring(event.indexOf("data: ") + 6).strip())
          .map(json -> json.replace("\"message_stop\"", "\"message_stop\"," + METRICS))
          .map(InvokedModels::chunk)
          .toList();
    }
    if (model.contains("nova")) {
      return List.of(
          chunk("{\"messageStart\":{\"role\":\"assistant\"}}"),
          chunk("{\"contentBlockDelta\":{\"delta\":{\"text\":\"Hel\"},\"contentBlockIndex\":0}}"),
          chunk("{\"contentBlockDelta\":{\"delta\":{\"text\":\"lo\"},\"contentBlockIndex\":0}}"),
          chunk("{\"messageStop\":{\"stopReason\":\"end_turn\"}}"),
          chunk(
              "{\"metadata\":{\"usage\":{\"inputTokens\":21,\"outputTokens\":9,\"cacheReadInputTokenCount\":0}},"
                  + METRICS
                  + "}"));
    }
    if (model.contains("titan")) {
      return List.of(
          chunk("{\"outputText\":\"Hel\",\"index\":0,\"inputTextTokenCount\":21}"),
          chunk(
              "{\"outputText\":\"lo\",\"index\":0,\"totalOutputTextTokenCount\":9,"
                  + "\"completionReason\":\"FINISH\","
                  + METRICS
                  + "}"));
    }
    if (model.contains("mistral")) {
      return List.of(
          chunk("{\"outputs\":[{\"text\":\"Hel\",\"stop_reason\":null}]}"),
          chunk("{\"outputs\":[{\"text\":\"lo\",\"stop_reason\":\"stop\"}]," + METRICS + "}"));
    }
    return List.of(
        chunk("{\"generation\":\"Hel\",\"prompt_token_count\":21,\"generation_token_count\":1}"),
        chunk(
            "{\"generation\":\"lo\",\"generation_token_count\":9,\"stop_reason\":\"stop\","
                + METRICS
                + "}"));
  }

  private static String claude(String request) {
    return request.contains("\"tools\"") ? "tools-claude" : "claude";
  }

  private static byte[] chunk(String json) {
    String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return BedrockAnswers.event("chunk", "{\"bytes\":\"" + base64 + "\"}");
  }

  private InvokedModels() {}
}
