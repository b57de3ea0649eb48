package io.treeline.exporter.normalize;

import io.treeline.exporter.decode.RawSpan;
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

  private static final String INPUT_EXCLUDES_CACHE = "input-excludes-cache";

  final SpanKind spanKind;

  /** Name of the instrumentation scope; empty when absent. */
  final String scope;

  final String spanName;
  final long startNanos;
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

  @Nullable Long cacheWriteHourTokens;
  @Nullable Long inputAudioTokens;
  @Nullable Long outputAudioTokens;
  @Nullable Long cacheReadAudioTokens;
  @Nullable Long inputImageTokens;

  /** Name of the dialect whose keys the tokens stood under; null without tokens. */
  @Nullable String usageDialect;

  /** How the counts had to be read where that is not as the GenAI conventions say. */
  @Nullable String usageRule;

  private boolean inputExcludesCache;

  @Nullable Long timeToFirstChunkNanos;
  @Nullable BigDecimal reportedCostUsd;
  @Nullable String reportedCostKey;

  /** Whether the sender writes 0 for a cost it does not know. */
  boolean zeroCostIsUnknown;

  @Nullable String inputMessages;
  @Nullable String outputMessages;
  @Nullable String systemInstructions;
  @Nullable String toolDefinitions;
  @Nullable String toolArguments;
  @Nullable String toolResult;
  @Nullable String input;
  @Nullable String output;

  SpanDraft(SpanKind spanKind, RawSpan raw) {
    this.spanKind = spanKind;
    this.scope = raw.origin().scopeName();
    this.spanName = raw.name();
    this.startNanos = raw.startUnixNanos();
  }

  /**
   * Says that this span's sender is known to count cached tokens apart from its input tokens,
   * whichever dialect's keys the tokens stand under.
   *
   * @param dialect who knows it
   */
  void inputExcludesCache(String dialect) {
    inputExcludesCache = true;
    usageDialect = dialect;
    usageRule = INPUT_EXCLUDES_CACHE;
  }

  boolean hasUsage() {
    return inputTokens != null
        || outputTokens != null
        || cacheReadTokens != null
        || cacheWriteTokens != null
        || reasoningTokens != null;
  }

  /** {@code value}, or what the supplier finds when there is none yet. */
  static <T> @Nullable T orElse(@Nullable T value, java.util.function.Supplier<@Nullable T> other) {
    return value != null ? value : other.get();
  }

  /**
   * The operation.
   *
   * @param emptyResult whether a tool or retriever worked and found nothing
   */
  Operation operation(boolean emptyResult) {
    // A model's span may name the tools it asked for; no tool ran.
    boolean model = kind == OperationKind.LLM;
    boolean tool = kind == OperationKind.TOOL || kind == OperationKind.MCP;
    return Operation.builder(kind == null ? OperationKind.OTHER : kind)
        .name(operationName)
        .provider(Providers.current(provider))
        .requestModel(requestModel)
        .responseModel(responseModel)
        .responseId(responseId)
        .finishReasons(finishReasons)
        .agentName(agentName)
        .agentId(agentId)
        .toolName(model ? null : toolName)
        .toolCallId(model || "unknown".equals(toolCallId) ? null : toolCallId)
        .toolArgumentsHash(tool ? ContentHash.of(toolArguments) : null)
        .toolResultHash(tool ? ContentHash.of(toolResult) : null)
        .emptyResult(emptyResult)
        .usage(usage())
        .usageSource(usageSource())
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
    if (input != null && (inputExcludesCache || cacheExceedsInput())) {
      input = input + cached();
    }
    Long output = outputTokens;
    if (output != null && reasoningExceedsOutput()) {
      output = output + orZero(reasoningTokens);
    }
    return new TokenUsage(
        input,
        output,
        cacheReadTokens,
        cacheWriteTokens,
        reasoningTokens,
        cacheWriteHourTokens,
        inputAudioTokens,
        outputAudioTokens,
        cacheReadAudioTokens,
        inputImageTokens);
  }

  /** Dialect and, where its counts had to be read otherwise, the rule; null without tokens. */
  private @Nullable String usageSource() {
    if (!hasUsage() || usageDialect == null) {
      return null;
    }
    String source = usageDialect.replace('-', '_');
    if (usageRule != null) {
      source += ":" + usageRule;
    } else if (inputTokens != null && cacheExceedsInput()) {
      source += ":cache-exceeds-input";
    }
    return outputTokens != null && reasoningExceedsOutput()
        ? source + ":reasoning-exceeds-output"
        : source;
  }

  private long cached() {
    return orZero(cacheReadTokens) + orZero(cacheWriteTokens);
  }

  private boolean cacheExceedsInput() {
    return cached() > orZero(inputTokens);
  }

  private boolean reasoningExceedsOutput() {
    return orZero(reasoningTokens) > orZero(outputTokens);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }
}
