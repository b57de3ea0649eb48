package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.javaagent.treeline.reflect.JsonRecords;
import org.jspecify.annotations.Nullable;

/**
 * A request of the Model Context Protocol.
 *
 * @param method such as {@code tools/call}
 * @param id id of the JSON-RPC request; null when it is not known yet
 * @param params a record or a map that stands for the JSON object; null when there is none. Content
 *     in part
 */
public record McpRequest(
    String method, @Nullable Object id, @Nullable Object params, McpPeer peer) {

  static final String CALL_TOOL = "tools/call";
  static final String GET_PROMPT = "prompts/get";
  static final String INITIALIZE = "initialize";
  static final String ELICIT = "elicitation/create";
  static final String SAMPLE = "sampling/createMessage";
  private static final String PING = "ping";

  /** Whether a request of this method is worth a span. */
  public static boolean isSeen(String method) {
    return !method.equals(PING);
  }

  /** The name of the tool; null for any other method. */
  @Nullable String tool() {
    return method.equals(CALL_TOOL) ? JsonRecords.text(params, "name") : null;
  }

  @Nullable String prompt() {
    return method.equals(GET_PROMPT) ? JsonRecords.text(params, "name") : null;
  }

  @Nullable String resource() {
    return method.startsWith("resources/") ? JsonRecords.text(params, "uri") : null;
  }

  String spanName() {
    String target = tool() != null ? tool() : prompt();
    return target == null ? method : method + " " + target;
  }
}
