package io.treeline.exporter.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GenAI side of a span.
 *
 * @param kind what the span stands for
 * @param name {@code gen_ai.operation.name} as sent, such as {@code chat}
 * @param provider provider of the model, such as {@code openai}
 * @param requestModel model asked for
 * @param responseModel model that answered
 * @param responseId the provider's id of the answer
 * @param finishReasons why the model stopped, one per choice
 * @param agentName on an agent span its own name; elsewhere the enclosing agent's, where sent
 * @param agentId agent id
 * @param toolName name of the tool that ran
 * @param toolCallId the model's id of the tool call
 * @param usage tokens
 * @param costUsd price of this call in US dollars; null when unpriced or not a priced operation
 * @param costSource how {@code costUsd} came about, such as the id of the price row; null with it
 * @param timeToFirstChunkNanos from the start of the span
 */
public record Operation(
    OperationKind kind,
    @Nullable String name,
    @Nullable String provider,
    @Nullable String requestModel,
    @Nullable String responseModel,
    @Nullable String responseId,
    List<String> finishReasons,
    @Nullable String agentName,
    @Nullable String agentId,
    @Nullable String toolName,
    @Nullable String toolCallId,
    TokenUsage usage,
    java.math.@Nullable BigDecimal costUsd,
    @Nullable String costSource,
    @Nullable Long timeToFirstChunkNanos) {

  public static final Operation OTHER = ofKind(OperationKind.OTHER);

  public Operation {
    finishReasons = List.copyOf(finishReasons);
  }

  /** An operation of which nothing but the kind is known. */
  public static Operation ofKind(OperationKind kind) {
    return new Operation(
        kind,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        TokenUsage.UNKNOWN,
        null,
        null,
        null);
  }

  /** The model that answered, else the one asked for. */
  public @Nullable String model() {
    return responseModel != null ? responseModel : requestModel;
  }

  /** This operation, priced. */
  public Operation withCost(java.math.BigDecimal usd, String source) {
    return new Operation(
        kind,
        name,
        provider,
        requestModel,
        responseModel,
        responseId,
        finishReasons,
        agentName,
        agentId,
        toolName,
        toolCallId,
        usage,
        usd,
        source,
        timeToFirstChunkNanos);
  }
}
