package io.treeline.javaagent.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The bodies {@link LoopbackModelServer} answers with. */
final class ModelAnswers {

  private static final String USAGE =
      """
      "usage":{"prompt_tokens":21,"completion_tokens":9,"total_tokens":30,
      "prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},
      "completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":0,
      "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}\
      """;

  private static final String RESPONSES_USAGE =
      """
      "usage":{"input_tokens":21,"input_tokens_details":{"cached_tokens":8},"output_tokens":9,
      "output_tokens_details":{"reasoning_tokens":4},"total_tokens":30}\
      """;

  static String error(String path, String code, String message) {
    if (path.endsWith("/messages")) {
      return AnthropicAnswers.error(code, message);
    }
    return """
    {"error":{"message":"%s","type":"invalid_request_error","param":null,"code":"%s"}}\
    """
        .formatted(message, code);
  }

  static String answer(String path, String model, String request) {
    if (path.endsWith("/messages")) {
      return AnthropicAnswers.message(model, request);
    }
    if (GeminiAnswers.speaks(path)) {
      return GeminiAnswers.answer(path, model, request);
    }
    if (path.endsWith("/embeddings")) {
      return """
      {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.5,0.75]}],
      "model":"%s-2026","usage":{"prompt_tokens":5,"total_tokens":5}}\
      """
          .formatted(model);
    }
    if (path.endsWith("/images/generations")) {
      return "{\"created\":1760000000,\"data\":[{\"url\":\"https://images.example/1.png\"}]}";
    }
    if (path.endsWith("/responses")) {
      return response(model, "completed", outputOf(model, request));
    }
    if (path.endsWith("/chat/completions")) {
      return chat(model, request);
    }
    return """
    {"id":"cmpl-%s","object":"text_completion","created":1760000000,"model":"%s-2026",
    "choices":[{"text":"Hello from %s","index":0,"logprobs":null,"finish_reason":"stop"}],%s}\
    """
        .formatted(model, model, model, USAGE);
  }

  static List<String> stream(String path, String model, String request) {
    if (path.endsWith("/messages")) {
      return AnthropicAnswers.events(model, request);
    }
    if (GeminiAnswers.speaks(path)) {
      return GeminiAnswers.stream(model, request);
    }
    if (path.endsWith("/responses")) {
      return responseEvents(model);
    }
    return path.endsWith("/chat/completions")
        ? chunks(model, request)
        : completionChunks(model, request);
  }

  private static boolean choosesTool(String model, String request) {
    return model.startsWith("endless")
        || model.startsWith("tools")
            && !request.contains("\"tool_call_id\"")
            && !request.contains("function_call_output");
  }

  private static String chat(String model, String request) {
    String choice =
        choosesTool(model, request)
            ? """
            {"index":0,"message":{"role":"assistant","content":"I will look it up.","refusal":null,
            "tool_calls":[{"id":"call_%s","type":"function","function":{"name":"lookup_order",
            "arguments":"{\\"orderId\\":\\"A-17\\",\\"password\\":\\"hunter2\\"}"}}]},
            "logprobs":null,"finish_reason":"tool_calls"}\
            """
                .formatted(model)
            : """
            {"index":0,"message":{"role":"assistant","content":"Hello from %s","refusal":null,
            "annotations":[]},"logprobs":null,"finish_reason":"stop"}\
            """
                .formatted(model);
    return """
    {"id":"chatcmpl-%s","object":"chat.completion","created":1760000000,"model":"%s-2026",
    "choices":[%s],%s,"service_tier":"default","system_fingerprint":"fp_1"}\
    """
        .formatted(model, model, choice, USAGE);
  }

  private static List<String> chunks(String model, String request) {
    List<String> events = new ArrayList<>();
    events.add(chunk(model, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
    if (choosesTool(model, request)) {
      events.add(chunk(model, "{\"content\":\"I will look it up.\"}", "null"));
      events.add(
          chunk(
              model,
              """
              {"tool_calls":[{"index":0,"id":"call_%s","type":"function",
              "function":{"name":"lookup_order","arguments":""}}]}\
              """
                  .formatted(model),
              "null"));
      for (String piece : List.of("{\\\"orderId\\\":", "\\\"A-17\\\"}")) {
        events.add(
            chunk(
                model,
                """
                {"tool_calls":[{"index":0,"function":{"arguments":"%s"}}]}\
                """
                    .formatted(piece),
                "null"));
      }
      events.add(chunk(model, "{}", "\"tool_calls\""));
    } else {
      for (String word : List.of("Hello", " from", " " + model)) {
        events.add(chunk(model, "{\"content\":\"" + word + "\"}", "null"));
      }
      events.add(chunk(model, "{}", "\"stop\""));
    }
    if (request.contains("include_usage")) {
      events.add(
          data(
              """
              {"id":"chatcmpl-%s","object":"chat.completion.chunk","created":1760000000,
              "model":"%s-2026","choices":[],%s}\
              """
                  .formatted(model, model, USAGE)));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static List<String> completionChunks(String model, String request) {
    List<String> events = new ArrayList<>();
    for (String word : List.of("Hello", " from", " " + model)) {
      events.add(completionChunk(model, word, "null"));
    }
    events.add(completionChunk(model, "", "\"stop\""));
    if (request.contains("include_usage")) {
      events.add(
          data(
              """
              {"id":"cmpl-%s","object":"text_completion","created":1760000000,
              "model":"%s-2026","choices":[],%s}\
              """
                  .formatted(model, model, USAGE)));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static String completionChunk(String model, String text, String finishReason) {
    return data(
        """
        {"id":"cmpl-%s","object":"text_completion","created":1760000000,"model":"%s-2026",
        "choices":[{"text":"%s","index":0,"logprobs":null,"finish_reason":%s}]}\
        """
            .formatted(model, model, text, finishReason));
  }

  private static String chunk(String model, String delta, String finishReason) {
    return data(
        """
        {"id":"chatcmpl-%s","object":"chat.completion.chunk","created":1760000000,
        "model":"%s-2026","service_tier":"default","system_fingerprint":"fp_1",
        "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}\
        """
            .formatted(model, model, delta, finishReason));
  }

  private static String outputOf(String model, String request) {
    return choosesTool(model, request)
        ? """
        {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"An order id."}]},
        {"id":"fc_1","type":"function_call","status":"completed","call_id":"call_%s",
        "name":"lookup_order","arguments":"{\\"orderId\\":\\"A-17\\"}"}\
        """
            .formatted(model)
        : """
        {"id":"msg_1","type":"message","status":"completed","role":"assistant",
        "content":[{"type":"output_text","text":"Hello from %s","annotations":[]}]}\
        """
            .formatted(model);
  }

  private static String response(String model, String status, String output) {
    return """
    {"id":"resp_%s","object":"response","created_at":1760000000,"status":"%s","error":null,
    "incomplete_details":null,"instructions":null,"max_output_tokens":null,"model":"%s-2026",
    "output":[%s],"parallel_tool_calls":true,"previous_response_id":null,
    "service_tier":"default","temperature":1.0,"text":{"format":{"type":"text"}},
    "tool_choice":"auto","tools":[],"top_p":1.0,"metadata":{},%s}\
    """
        .formatted(model, status, model, output, RESPONSES_USAGE);
  }

  private static List<String> responseEvents(String model) {
    List<String> events = new ArrayList<>();
    int number = 0;
    events.add(
        event(
            "response.created",
            number++,
            "\"response\":"
                + response(model, "in_progress", "").replace(RESPONSES_USAGE, "\"usage\":null")));
    events.add(
        event(
            "response.output_item.added",
            number++,
            """
            "output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress",
            "role":"assistant","content":[]}\
            """));
    for (String word : List.of("Hello", " from", " " + model)) {
      events.add(
          event(
              "response.output_text.delta",
              number++,
              """
              "item_id":"msg_1","output_index":0,"content_index":0,"logprobs":[],"delta":"%s\"\
              """
                  .formatted(word)));
    }
    events.add(
        event(
            "response.completed",
            number,
            "\"response\":" + response(model, "completed", outputOf(model, ""))));
    return events;
  }

  private static String event(String type, int number, String fields) {
    return "event: "
        + type
        + "\n"
        + data(
            String.format(
                Locale.ROOT, "{\"type\":\"%s\",\"sequence_number\":%d,%s}", type, number, fields));
  }

  private static String data(String json) {
    return "data: " + json.replace("\n", "") + "\n\n";
  }

  private ModelAnswers() {}
}
