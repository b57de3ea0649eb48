package io.treeline.javaagent.testing;

import java.util.ArrayList;
import java.util.List;

/** What {@link LoopbackModelServer} answers on Anthropic's Messages API. */
final class AnthropicAnswers {

  /** 21 tokens in all go in: 9 anew, 8 from the cache, 4 into it. */
  private static final String INPUT =
      """
      "input_tokens":9,"cache_creation_input_tokens":4,"cache_read_input_tokens":8,
      "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":1}\
      """;

  private static final String TIER = "\"service_tier\":\"standard\"";

  static String error(String type, String message) {
    return """
    {"type":"error","error":{"type":"%s","message":"%s"},"request_id":"req_1"}\
    """
        .formatted(type, message);
  }

  static String message(String model, String request) {
    return message(model, String.join(",", blocks(model, request)), stopReason(model, request));
  }

  static List<String> events(String model, String request) {
    List<String> events = new ArrayList<>();
    events.add(
        event(
            "message_start",
            """
            "message":{"id":"msg_%s","type":"message","role":"assistant","model":"%s-2026",
            "content":[],"stop_reason":null,"stop_sequence":null,
            "usage":{%s,"output_tokens":1,%s}}\
            """
                .formatted(model, model, INPUT, TIER)));
    if (choosesTool(model, request)) {
      block(events, 0, text(""), textDelta("I will "), textDelta("look it up."));
      block(
          events,
          1,
          toolUse(model, request, "{}"),
          jsonDelta(""),
          jsonDelta("{\\\"orderId\\\":"),
          jsonDelta("\\\"A-17\\\"}"));
    } else if (model.startsWith("thinking")) {
      block(
          events,
          0,
          "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
          "{\"type\":\"thinking_delta\",\"thinking\":\"Say \"}",
          "{\"type\":\"thinking_delta\",\"thinking\":\"hello.\"}",
          "{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}");
      block(events, 1, text(""), textDelta("Hello"));
    } else {
      block(events, 0, text(""), textDelta("Hello"), textDelta(" from"), textDelta(" " + model));
    }
    events.add(
        event(
            "message_delta",
            """
            "delta":{"stop_reason":"%s","stop_sequence":null},
            "usage":{"output_tokens":9,"output_tokens_details":{"thinking_tokens":4}}\
            """
                .formatted(stopReason(model, request))));
    events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    return events;
  }

  private static boolean choosesTool(String model, String request) {
    return toolName(model, results(model, request)) != null;
  }

  /** The tool chosen after so many results; null when the model has its answer. */
  private static String toolName(String model, int results) {
    boolean chooses =
        model.startsWith("endless")
            || model.startsWith("tools")
                && results < (model.contains("retry") || model.contains("instead") ? 2 : 1);
    if (!chooses) {
      return null;
    }
    return model.contains("instead") && results == 1 ? "search_orders" : "lookup_order";
  }

  /** A request may bring the latest result only, when the server keeps the conversation. */
  private static int results(String model, String request) {
    if (request.contains("\"tool_use_id\":\"call_" + model + "_1\"")) {
      return 2;
    }
    return request.contains("\"tool_result\"") ? 1 : 0;
  }

  private static String stopReason(String model, String request) {
    return choosesTool(model, request)
        ? "tool_use"
        : model.startsWith("refused") ? "refusal" : "end_turn";
  }

  private static List<String> blocks(String model, String request) {
    if (choosesTool(model, request)) {
      return List.of(
          text("I will look it up."),
          toolUse(model, request, "{\"orderId\":\"A-17\",\"password\":\"hunter2\"}"));
    }
    if (model.startsWith("thinking")) {
      return List.of(
          "{\"type\":\"thinking\",\"thinking\":\"Say hello.\",\"signature\":\"c2ln\"}",
          "{\"type\":\"redacted_thinking\",\"data\":\"AAAA\"}",
          text("Hello from " + model));
    }
    if (model.startsWith("searches")) {
      return List.of(
          """
          {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search",
          "input":{"query":"weather"}}\
          """,
          """
          {"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[
          {"type":"web_search_result","title":"Weather","url":"https://example.org/",
          "encrypted_content":"AAAA","page_age":null}]}\
          """,
          """
          {"type":"mcp_tool_use","id":"mcptoolu_1","name":"echo","server_name":"parrot",
          "input":{"say":"hi"}}\
          """,
          """
          {"type":"mcp_tool_result","tool_use_id":"mcptoolu_1","is_error":true,
          "content":[{"type":"text","text":"no parrot"}]}\
          """,
          text("Hello from " + model));
    }
    return List.of(text("Hello from " + model));
  }

  private static String message(String model, String blocks, String stopReason) {
    String searches =
        model.startsWith("searches")
            ? ",\"server_tool_use\":{\"web_search_requests\":1,\"web_fetch_requests\":0}"
            : "";
    return """
    {"id":"msg_%s","type":"message","role":"assistant","model":"%s-2026","content":[%s],
    "stop_reason":"%s","stop_sequence":null,"usage":{%s,"output_tokens":9,
    "output_tokens_details":{"thinking_tokens":4},%s%s}}\
    """
        .formatted(model, model, blocks, stopReason, INPUT, TIER, searches);
  }

  private static String text(String text) {
    return "{\"type\":\"text\",\"text\":\"" + text + "\",\"citations\":null}";
  }

  private static String toolUse(String model, String request, String input) {
    int results = results(model, request);
    return """
    {"type":"tool_use","id":"call_%s%s","name":"%s","input":%s}\
    """
        .formatted(model, results == 0 ? "" : "_" + results, toolName(model, results), input);
  }

  private static String textDelta(String text) {
    return "{\"type\":\"text_delta\",\"text\":\"" + text + "\"}";
  }

  private static String jsonDelta(String piece) {
    return "{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece + "\"}";
  }

  private static void block(List<String> events, int index, String block, String... deltas) {
    events.add(event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block));
    for (String delta : deltas) {
      events.add(event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta));
    }
    events.add(event("content_block_stop", "\"index\":" + index));
  }

  private static String event(String type, String fields) {
    String json = "{\"type\":\"" + type + "\"," + fields.replace("\n", "") + "}";
    return "event: " + type + "\ndata: " + json + "\n\n";
  }

  private AnthropicAnswers() {}
}
