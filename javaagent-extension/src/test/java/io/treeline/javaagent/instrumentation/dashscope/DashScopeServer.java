package io.treeline.javaagent.instrumentation.dashscope;

import io.treeline.javaagent.testing.LoopbackHttp;
import io.treeline.javaagent.testing.LoopbackHttp.Reply;
import io.treeline.javaagent.testing.LoopbackHttp.Request;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as DashScope does. {@code tools…} chooses the tool {@code lookup_order} until its result
 * has come back, {@code error…} is refused; others answer "Hello from {model}". A stream repeats
 * what it said before, unless it is asked for increments.
 */
public final class DashScopeServer {

  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
  private static final String USAGE =
      """
      "usage":{"input_tokens":21,"output_tokens":9,"total_tokens":30,
      "prompt_tokens_details":{"cached_tokens":8},
      "output_tokens_details":{"reasoning_tokens":4}}""";
  private static final String TOOL_CALLS =
      """
      "tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"lookup_order",
      "arguments":"{\\"orderId\\":\\"A-17\\"}"}}]""";

  private DashScopeServer() {}

  public static LoopbackHttp start() throws IOException {
    return LoopbackHttp.start(DashScopeServer::reply);
  }

  private static Reply reply(Request request) {
    Matcher matcher = MODEL.matcher(request.body());
    String model = matcher.find() ? matcher.group(1) : "none";
    if (model.startsWith("error")) {
      return Reply.json(
          400,
          "{\"code\":\"InvalidParameter\",\"message\":\"No such thing: sk-"
              + "a".repeat(24)
              + "\",\"request_id\":\"req-error\"}");
    }
    boolean stream =
        "enable".equals(request.headers().getFirst("X-DashScope-SSE"))
            || String.valueOf(request.headers().getFirst("Accept")).contains("event-stream");
    if (request.path().contains("/apps/")) {
      return application(stream);
    }
    if (request.path().contains("/embeddings/")) {
      return Reply.json(
          """
          {"output":{"embeddings":[{"embedding":[0.25,-0.5],"text_index":0}]},
          "usage":{"total_tokens":3},"request_id":"req-embed"}""");
    }
    if (model.startsWith("tools")
        && !request.body().replace(" ", "").contains("\"role\":\"tool\"")) {
      return Reply.json(
          body(
              model,
              "{\"role\":\"assistant\",\"content\":\"I will look it up.\"," + TOOL_CALLS + "}",
              "tool_calls"));
    }
    boolean parts = request.path().contains("multimodal");
    if (!stream) {
      return Reply.json(body(model, message("Hello from " + model, parts), "stop"));
    }
    boolean increments = request.body().replace(" ", "").contains("\"incremental_output\":true");
    return Reply.events(
        List.of(
            body(model, message("Hello", parts), "null"),
            body(
                model,
                message(increments ? " from " + model : "Hello from " + model, parts),
                "null"),
            body(model, message(increments ? "" : "Hello from " + model, parts), "stop")));
  }

  private static Reply application(boolean stream) {
    String last = application("It has been shipped.", "stop");
    return stream ? Reply.events(List.of(application("It has", "null"), last)) : Reply.json(last);
  }

  private static String application(String text, String reason) {
    return """
        {"output":{"text":"%s","finish_reason":"%s","session_id":"conversation-1"},
        "usage":{"models":[{"model_id":"qwen-plus","input_tokens":30,"output_tokens":5}]},
        "request_id":"req-app"}"""
        .formatted(text, reason);
  }

  private static String message(String text, boolean parts) {
    String content = parts ? "[{\"text\":\"" + text + "\"}]" : "\"" + text + "\"";
    return "{\"role\":\"assistant\",\"content\":" + content + "}";
  }

  private static String body(String model, String message, String reason) {
    return """
        {"output":{"choices":[{"finish_reason":"%s","message":%s}]},%s,"request_id":"req-%s"}"""
        .formatted(reason, message, USAGE, model);
  }
}
