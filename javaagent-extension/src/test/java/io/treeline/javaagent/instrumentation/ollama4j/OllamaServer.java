package io.treeline.javaagent.instrumentation.ollama4j;

import io.treeline.javaagent.testing.LoopbackHttp;
import io.treeline.javaagent.testing.LoopbackHttp.Reply;
import io.treeline.javaagent.testing.LoopbackHttp.Request;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as Ollama does. {@code tools…} chooses the tool {@code lookup_order} until its result has
 * come back, {@code greedy…} always, {@code error…} is refused; others answer "Hello from {model}".
 */
final class OllamaServer {

  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
  private static final Pattern TOOL_MESSAGE = Pattern.compile("\"role\"\\s*:\\s*\"tool\"");
  private static final String COUNTS =
      """
      "done":true,"done_reason":"stop","total_duration":5,"load_duration":1,
      "prompt_eval_count":21,"prompt_eval_duration":2,"eval_count":9,"eval_duration":2""";
  private static final String TOOL_CALLS =
      """
      "tool_calls":[{"function":{"name":"lookup_order","arguments":{"orderId":"A-17"}}}]""";

  private OllamaServer() {}

  static LoopbackHttp start() throws IOException {
    return LoopbackHttp.start(OllamaServer::reply);
  }

  private static Reply reply(Request request) {
    Matcher matcher = MODEL.matcher(request.body());
    String model = matcher.find() ? matcher.group(1) : "none";
    if (model.startsWith("error")) {
      return Reply.json(400, "{\"error\":\"no such thing: sk-" + "a".repeat(24) + "\"}");
    }
    boolean stream = STREAM.matcher(request.body()).find();
    return switch (request.path()) {
      case "/api/embed" ->
          Reply.json(
              """
              {"model":"%s:latest","embeddings":[[0.25,-0.5]],"total_duration":5,
              "load_duration":1,"prompt_eval_count":3}"""
                  .formatted(model));
      case "/api/embeddings" -> Reply.json("{\"embedding\":[0.25,-0.5]}");
      case "/api/generate" -> generation(model, stream);
      default -> chat(model, stream, TOOL_MESSAGE.matcher(request.body()).find());
    };
  }

  private static Reply generation(String model, boolean stream) {
    if (model.startsWith("raw-tools")) {
      return Reply.lines(
          line(
              model,
              "\"response\":\"[{\\\"name\\\":\\\"lookup_order\\\","
                  + "\\\"arguments\\\":{\\\"orderId\\\":\\\"A-17\\\"}}]\","
                  + COUNTS));
    }
    if (!stream) {
      return Reply.lines(line(model, "\"response\":\"Hello from " + model + "\"," + COUNTS));
    }
    return Reply.lines(
        line(model, "\"response\":\"Hello\",\"done\":false"),
        line(model, "\"response\":\" from " + model + "\",\"done\":false"),
        line(model, "\"response\":\"\"," + COUNTS));
  }

  private static Reply chat(String model, boolean stream, boolean resultCameBack) {
    boolean choose = model.startsWith("greedy") || (model.startsWith("tools") && !resultCameBack);
    if (choose) {
      String message =
          "\"message\":{\"role\":\"assistant\",\"content\":\"I will look it up.\","
              + TOOL_CALLS
              + "}";
      return stream
          ? Reply.lines(
              line(model, message + ",\"done\":false"),
              line(model, "\"message\":{\"role\":\"assistant\",\"content\":\"\"}," + COUNTS))
          : Reply.lines(line(model, message + "," + COUNTS));
    }
    if (!stream) {
      return Reply.lines(line(model, message("Hello from " + model) + "," + COUNTS));
    }
    return Reply.lines(
        line(model, message("Hello") + ",\"done\":false"),
        line(model, message(" from " + model) + ",\"done\":false"),
        line(model, message("") + "," + COUNTS));
  }

  private static String message(String content) {
    return "\"message\":{\"role\":\"assistant\",\"content\":\"" + content + "\"}";
  }

  private static String line(String model, String fields) {
    return "{\"model\":\"%s:latest\",\"created_at\":\"2026-01-01T00:00:00Z\",%s}"
        .formatted(model, fields);
  }
}
