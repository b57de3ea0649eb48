package io.treeline.exporter.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an {@link Operation}; what is not said is absent. Confined to one thread. */
public final class OperationBuilder {

  private final OperationKind kind;
  private @Nullable String name;
  private @Nullable String provider;
  private @Nullable String requestModel;
  private @Nullable String responseModel;
  private @Nullable String responseId;
  private List<String> finishReasons = List.of();
  private @Nullable String agentName;
  private @Nullable String agentId;
  private @Nullable String toolName;
  private @Nullable String toolCallId;
  private @Nullable Long toolArgumentsHash;
  private @Nullable Long toolResultHash;
  private boolean emptyResult;
  private TokenUsage usage = TokenUsage.UNKNOWN;
  private @Nullable String usageSource;
  private @Nullable BigDecimal costUsd;
  private @Nullable String costSource;
  private @Nullable BigDecimal reportedCostUsd;
  private @Nullable String reportedCostSource;
  private @Nullable Long timeToFirstChunkNanos;

  OperationBuilder(OperationKind kind) {
    this.kind = kind;
  }

  public OperationBuilder name(@Nullable String value) {
    this.name = value;
    return this;
  }

  public OperationBuilder provider(@Nullable String value) {
    this.provider = value;
    return this;
  }

  public OperationBuilder requestModel(@Nullable String value) {
    this.requestModel = value;
    return this;
  }

  public OperationBuilder responseModel(@Nullable String value) {
    this.responseModel = value;
    return this;
  }

  public OperationBuilder responseId(@Nullable String value) {
    this.responseId = value;
    return this;
  }

  public OperationBuilder finishReasons(List<String> value) {
    this.finishReasons = value;
    return this;
  }

  public OperationBuilder agentName(@Nullable String value) {
    this.agentName = value;
    return this;
  }

  public OperationBuilder agentId(@Nullable String value) {
    this.agentId = value;
    return this;
  }

  public OperationBuilder toolName(@Nullable String value) {
    this.toolName = value;
    return this;
  }

  public OperationBuilder toolCallId(@Nullable String value) {
    this.toolCallId = value;
    return this;
  }

  public OperationBuilder toolArgumentsHash(@Nullable Long value) {
    this.toolArgumentsHash = value;
    return this;
  }

  public OperationBuilder toolResultHash(@Nullable Long value) {
    this.toolResultHash = value;
    return this;
  }

  public OperationBuilder emptyResult(boolean value) {
    this.emptyResult = value;
    return this;
  }

  public OperationBuilder usage(TokenUsage value) {
    this.usage = value;
    return this;
  }

  public OperationBuilder usageSource(@Nullable String value) {
    this.usageSource = value;
    return this;
  }

  public OperationBuilder timeToFirstChunkNanos(@Nullable Long value) {
    this.timeToFirstChunkNanos = value;
    return this;
  }

  /** Both or none. */
  public OperationBuilder cost(@Nullable BigDecimal usd, @Nullable String source) {
    this.costUsd = usd;
    this.costSource = source;
    return this;
  }

  /** Both or none. */
  public OperationBuilder reportedCost(@Nullable BigDecimal usd, @Nullable String source) {
    this.reportedCostUsd = usd;
    this.reportedCostSource = source;
    return this;
  }

  public Operation build() {
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
        toolArgumentsHash,
        toolResultHash,
        emptyResult,
        usage,
        usageSource,
        costUsd,
        costSource,
        reportedCostUsd,
        reportedCostSource,
        timeToFirstChunkNanos);
  }
}
