package io.treeline.exporter.normalize;

import io.treeline.exporter.model.Content;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span's GenAI side while dialects fill it. Confined to one thread. */
final class SpanDraft {

  final SpanKind spanKind;
  @Nullable OperationKind kind;
  @Nullable String operationName;
  @Nullable String provider;
  @Nullable String requestModel;
  @Nullable String responseModel;
  @Nullable String responseId;
  List<String> finishReasons = List.of();
  @Nullable String agentName;
  @Nullable String agentId;
  @Nullable String toolName;
  @Nullable String toolCallId;
  @Nullable Long inputTokens;
  @Nullable Long outputTokens;
  @Nullable Long cacheReadTokens;
  @Nullable Long cacheWriteTokens;
  @Nullable Long reasoningTokens;

  /** Whether the sender is known to count cached tokens apart from its input tokens. */
  boolean inputExcludesCache;

  @Nullable Long timeToFirstChunkNanos;
  @Nullable BigDecimal reportedCostUsd;
  @Nullable String reportedCostKey;

  @Nullable String inputMessages;
  @Nullable String outputMessages;
  @Nullable String systemInstructions;
  @Nullable String toolDefinitions;
  @Nullable String toolArguments;
  @Nullable String toolResult;
  @Nullable String input;
  @Nullable String output;

  SpanDraft(SpanKind spanKind) {
    this.spanKind = spanKind;
  }

  /** {@code value}, or what the supplier finds when there is none yet. */
  static <T> @Nullable T orElse(@Nullable T value, java.util.function.Supplier<@Nullable T> other) {
    return value != null ? value : other.get();
  }

  Operation operation() {
    return Operation.builder(kind == null ? OperationKind.OTHER : kind)
        .name(operationName)
        .provider(Providers.current(provider))
        .requestModel(requestModel)
        .responseModel(responseModel)
        .responseId(responseId)
        .finishReasons(finishReasons)
        .agentName(agentName)
        .agentId(agentId)
        .toolName(toolName)
        .toolCallId(toolCallId)
        .usage(usage())
        .reportedCost(reportedCostUsd, reportedCostKey)
        .timeToFirstChunkNanos(timeToFirstChunkNanos)
        .build();
  }

  Content content() {
    Content content =
        new Content(
            inputMessages,
            outputMessages,
            systemInstructions,
            toolDefinitions,
            toolArguments,
            toolResult,
            input,
            output);
    return content.isEmpty() ? Content.NONE : content;
  }

  /**
   * The conventions count cached tokens as input and reasoning as output. Some senders pass a
   * provider's own numbers through, which do not; that is certain when a part is larger than the
   * whole, and then the whole is the sum.
   */
  private TokenUsage usage() {
    Long input = inputTokens;
    long cached = orZero(cacheReadTokens) + orZero(cacheWriteTokens);
    if (input != null && (inputExcludesCache || cached > input)) {
      input = input + cached;
    }
    Long output = outputTokens;
    if (output != null && orZero(reasoningTokens) > output) {
      output = output + orZero(reasoningTokens);
    }
    return new TokenUsage(input, output, cacheReadTokens, cacheWriteTokens, reasoningTokens);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
