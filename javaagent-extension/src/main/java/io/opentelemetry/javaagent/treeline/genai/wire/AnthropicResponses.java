package io.opentelemetry.javaagent.treeline.genai.wire;

import io.opentelemetry.javaagent.treeline.genai.Message;
import io.opentelemetry.javaagent.treeline.genai.ModelResponse;
import io.opentelemetry.javaagent.treeline.genai.Part;
import io.opentelemetry.javaagent.treeline.genai.TokenUsage;
import io.opentelemetry.javaagent.treeline.genai.ToolCall;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.RecoveryStrategies;
import io.treeline.semconv.TreelineAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads answers of the Messages API. */
final class AnthropicResponses {

  static ModelResponse read(Map<String, ?> body, boolean content) {
    List<Part> parts = new ArrayList<>();
    List<ToolCall> calls = new ArrayList<>();
    boolean fallback = false;
    for (Object element : Wire.array(body, "content")) {
      Map<String, ?> block = Wire.asObject(element);
      ToolCall call = AnthropicBlocks.toolCall(block, content ? block.get("input") : null);
      if (call != null) {
        calls.add(call);
      }
      if (content) {
        parts.add(AnthropicBlocks.part(block));
      }
      fallback |= isFallback(block);
    }
    return build(body, Wire.object(body, "usage"), parts, calls, content, fallback);
  }

  /** The provider went on with another model after the one asked for refused. */
  static boolean isFallback(Map<String, ?> block) {
    return "fallback".equals(block.get("type"));
  }

  /**
   * @param frame id, model and stop reason
   */
  static ModelResponse build(
      Map<String, ?> frame,
      Map<String, ?> usage,
      List<Part> parts,
      List<ToolCall> calls,
      boolean content,
      boolean fallback) {
    String reason = Wire.string(frame, "stop_reason");
    Map<String, ?> created = Wire.object(usage, "cache_creation");
    return ModelResponse.builder()
        .id(Wire.string(frame, "id"))
        .model(Wire.string(frame, "model"))
        .finishReasons(reason == null ? List.of() : List.of(reason))
        .usage(usage(usage))
        .messages(content ? List.of(Message.output(parts, reason)) : List.of())
        .toolCalls(calls)
        .set(GenAiAttributes.ANTHROPIC_RESPONSE_SERVICE_TIER, Wire.string(usage, "service_tier"))
        .set(
            GenAiAttributes.ANTHROPIC_CACHE_CREATION_5M_INPUT_TOKENS,
            Wire.integer(created, "ephemeral_5m_input_tokens"))
        .set(
            GenAiAttributes.ANTHROPIC_CACHE_CREATION_1H_INPUT_TOKENS,
            Wire.integer(created, "ephemeral_1h_input_tokens"))
        .set(
            GenAiAttributes.ANTHROPIC_WEB_SEARCH_REQUESTS,
            Wire.integer(Wire.object(usage, "server_tool_use"), "web_search_requests"))
        .set(
            TreelineAttributes.RECOVERY_STRATEGY,
            fallback ? RecoveryStrategies.FALLBACK_MODEL : null)
        .build();
  }

  /** The API counts what it read from and wrote to its cache apart; the conventions include it. */
  private static TokenUsage usage(Map<String, ?> usage) {
    Long input = Wire.integer(usage, "input_tokens");
    Long cacheRead = Wire.integer(usage, "cache_read_input_tokens");
    Long cacheCreation = Wire.integer(usage, "cache_creation_input_tokens");
    return new TokenUsage(
        input == null ? null : (Long) (input + orZero(cacheRead) + orZero(cacheCreation)),
        Wire.integer(usage, "output_tokens"),
        cacheRead,
        cacheCreation,
        Wire.integer(Wire.object(usage, "output_tokens_details"), "thinking_tokens"));
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private AnthropicResponses() {}
}
