package io.treeline.exporter.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GenAI side of a span. Made by a {@link #builder}.
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
 * @param toolArgumentsHash hash of a tool call's canonical arguments; null when they are unknown
 * @param toolResultHash hash of a tool call's canonical result; null when it is unknown
 * @param emptyResult whether a tool or retriever worked and found nothing
 * @param usage tokens
 * @param usageSource how {@code usage} was read, such as {@code genai} or {@code
 *     estimated:o200k_base}; null when nothing says
 * @param costUsd the cost that counts, in US dollars; null when unpriced or not a priced operation
 * @param costSource how {@code costUsd} came about, such as the id of the price row; null with it
 * @param reportedCostUsd what the sender says that it cost, in US dollars
 * @param reportedCostSource the key {@code reportedCostUsd} was read from; null with it
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
    @Nullable Long toolArgumentsHash,
    @Nullable Long toolResultHash,
    boolean emptyResult,
    TokenUsage usage,
    @Nullable String usageSource,
    @Nullable BigDecimal costUsd,
    @Nullable String costSource,
    @Nullable BigDecimal reportedCostUsd,
    @Nullable String reportedCostSource,
    @Nullable Long timeToFirstChunkNanos) {

  /** What {@link #usageSource} begins with when tokens were counted from text. */
  public static final String ESTIMATED = "estimated:";

  public static final Operation OTHER = ofKind(OperationKind.OTHER);

  public Operation {
    finishReasons = List.copyOf(finishReasons);
  }

  /** An operation of which nothing but the kind is known. */
  public static Operation ofKind(OperationKind kind) {
    return builder(kind).build();
  }

  /** A builder that knows nothing but the kind. */
  public static OperationBuilder builder(OperationKind kind) {
    return new OperationBuilder(kind);
  }

  /** Whether the tokens were counted from the call's text, because nobody reported them. */
  public boolean usageIsEstimated() {
    return usageSource != null && usageSource.startsWith(ESTIMATED);
  }

  /** Whether anything is known of the tokens that went in or out, or of what they cost. */
  public boolean reportsUsage() {
    return usage.input() != null || usage.output() != null || costUsd != null;
  }

  /**
   * Whether tokens and cost may be this span's own: those of a call, and those that an agent
   * reports. An agent's count only where nothing below it reports any, see {@code
   * session.UsageLayers}.
   */
  public boolean ownsUsage() {
    return kind.ownsUsage() || (kind == OperationKind.AGENT && reportsUsage());
  }

  /** Whether a price was looked for and none is known. */
  public boolean lacksPrice() {
    return ownsUsage() && kind != OperationKind.RERANKER && costUsd == null;
  }

  /** A builder that starts with all that this operation says. */
  public OperationBuilder toBuilder() {
    return builder(kind)
        .name(name)
        .provider(provider)
        .requestModel(requestModel)
        .responseModel(responseModel)
        .responseId(responseId)
        .finishReasons(finishReasons)
        .agentName(agentName)
        .agentId(agentId)
        .toolName(toolName)
        .toolCallId(toolCallId)
        .toolArgumentsHash(toolArgumentsHash)
        .toolResultHash(toolResultHash)
        .emptyResult(emptyResult)
        .usage(usage)
        .usageSource(usageSource)
        .timeToFirstChunkNanos(timeToFirstChunkNanos)
        .cost(costUsd, costSource)
        .reportedCost(reportedCostUsd, reportedCostSource);
  }

  /** The model that answered, else the one asked for. */
  public @Nullable String model() {
    return responseModel != null ? responseModel : requestModel;
  }

  /** This operation with a cost that counts. */
  public Operation withCost(BigDecimal usd, String source) {
    return toBuilder().cost(usd, source).build();
  }
}
