package io.treeline.javaagent.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * The bodies {@link LoopbackModelServer} answers with as Amazon Bedrock. Streams are in AWS's
 * binary framing.
 */
final class BedrockAnswers {

  /** An event no client knows. */
  static final byte[] FILLER = event("ping", "{}");

  private static final String USAGE =
      """
      "usage":{"inputTokens":13,"outputTokens":9,"totalTokens":30,"cacheReadInputTokens":8,
      "cacheWriteInputTokens":0}""";

  private static final String ARGUMENTS = "{\"orderId\":\"A-17\",\"password\":\"hunter2\"}";

  static boolean isBedrock(String path) {
    return path.startsWith("/model/");
  }

  static boolean streams(String path) {
    return isBedrock(path) && path.endsWith("-stream");
  }

  static String error(String message) {
    return "{\"message\":\"" + message + "\"}";
  }

  static String answer(String path, String model, String request) {
    if (path.endsWith("/invoke")) {
      return InvokedModels.answer(model, request);
    }
    boolean tool = model.startsWith("tools") && !request.contains("\"toolResult\"");
    String content =
        tool
            ? "{\"text\":\"I will look it up.\"},{\"toolUse\":{\"toolUseId\":\"call_%s\",\"name\":\"lookup_order\",\"input\":%s}}"
                .formatted(model, ARGUMENTS)
            : model.startsWith("thinking")
                ? "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"Hm.\",\"signature\":\"s\"}}},{\"text\":\"Hello\"}"
                : "{\"text\":\"Hello from " + model + "\"}";
    String trace =
        model.startsWith("guarded")
            ? ",\"trace\":{\"guardrail\":{\"actionReason\":\"Guardrail blocked.\",\"inputAssessment\":"
                + "{\"gr-1\":{\"topicPolicy\":{\"topics\":[{\"name\":\"Investing\",\"type\":\"DENY\",\"action\":\"BLOCKED\"}]}}}}}"
            : "";
    String reason =
        tool ? "tool_use" : model.startsWith("guarded") ? "guardrail_intervened" : "end_turn";
    return "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[%s]}},\"stopReason\":\"%s\",%s,\"metrics\":{\"latencyMs\":12}%s}"
        .formatted(content, reason, USAGE, trace);
  }

  static List<byte[]> stream(String path, String model, String request) {
    if (path.endsWith("/invoke-with-response-stream")) {
      return InvokedModels.chunks(model, request);
    }
    return List.of(
        event("messageStart", "{\"role\":\"assistant\"}"),
        delta("Hello"),
        delta(" from"),
        delta(" " + model),
        event("contentBlockStop", "{\"contentBlockIndex\":0}"),
        event("messageStop", "{\"stopReason\":\"end_turn\"}"),
        event("metadata", "{" + USAGE + ",\"metrics\":{\"latencyMs\":12}}"));
  }

  static byte[] event(String type, String json) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString("event"));
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Message(headers, json.getBytes(StandardCharsets.UTF_8)).encode(out);
    return out.toByteArray();
  }

  private static byte[] delta(String text) {
    return event(
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"%s\"}}".formatted(text));
  }

  private BedrockAnswers() {}
}
