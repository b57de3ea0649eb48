package io.treeline.javaagent.testing;

import java.util.ArrayList;
import java.util.List;

/** The bodies {@link LoopbackModelServer} answers with where Gemini's API is spoken. */
final class GeminiAnswers {

  private static final String USAGE =
      """
      "usageMetadata":{"promptTokenCount":21,"candidatesTokenCount":5,"totalTokenCount":30,
      "cachedContentTokenCount":8,"thoughtsTokenCount":4}\
      """;

  static boolean speaks(String path) {
    return path.contains(":generateContent")
        || path.contains(":streamGenerateContent")
        || path.contains(":batchEmbedContents");
  }

  static String error(int status, String message) {
    return """
    {"error":{"code":%d,"message":"%s","status":"%s"}}\
    """
        .formatted(status, message, status == 429 ? "RESOURCE_EXHAUSTED" : "INVALID_ARGUMENT");
  }

  static String answer(String path, String model, String request) {
    if (path.contains(":batchEmbedContents")) {
      return "{\"embeddings\":[{\"values\":[0.25,-0.5,0.75]}]}";
    }
    if (model.startsWith("blocked")) {
      return """
      {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"modelVersion":"%s-2026",
      "responseId":"resp-%s","usageMetadata":{"promptTokenCount":21,"totalTokenCount":21}}\
      """
          .formatted(model, model);
    }
    return body(
        model,
        choosesTool(model, request) ? toolParts(model, request) : text("Hello from " + model),
        ",\"finishReason\":\"STOP\"");
  }

  static List<String> stream(String model, String request) {
    List<String> events = new ArrayList<>();
    if (choosesTool(model, request)) {
      events.add(data(body(model, toolParts(model, request), ",\"finishReason\":\"STOP\"")));
      return events;
    }
    for (String word : List.of("Hello", " from", " " + model)) {
      events.add(data(body(model, text(word), "")));
    }
    events.add(data(body(model, text(""), ",\"finishReason\":\"STOP\"")));
    return events;
  }

  private static boolean choosesTool(String model, String request) {
    return model.startsWith("tools-endless")
        || (model.startsWith("tools") && !request.contains("\"functionResponse\""));
  }

  private static String toolParts(String model, String request) {
    String name = request.contains("\"lookup_order\"") ? "lookup_order" : "lookupOrder";
    return """
    {"text":"I will look it up."},{"functionCall":{"id":"call_%s","name":"%s",
    "args":{"orderId":"A-17","password":"hunter2"}}}\
    """
        .formatted(model, name);
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private static String body(String model, String parts, String ending) {
    return """
    {"candidates":[{"content":{"parts":[%s],"role":"model"},"index":0%s}],
    "modelVersion":"%s-2026","responseId":"resp-%s",%s}\
    """
        .formatted(parts, ending, model, model, USAGE);
  }

  private static String data(String json) {
    return "data: " + json.replace("\n", "") + "\n\n";
  }

  private GeminiAnswers() {}
}
