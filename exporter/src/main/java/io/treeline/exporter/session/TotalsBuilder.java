package io.treeline.exporter.session;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.model.Totals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Adds up {@link Totals}. Unknown and unknown is unknown; unknown and 5 is 5. */
final class TotalsBuilder {

  private long spans;
  private long llmCalls;
  private long toolCalls;
  private long errors;
  private long unpricedCalls;
  private long estimatedCalls;
  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long reasoning;
  private @Nullable BigDecimal cost;

  /** Adds one node of the forest. */
  void add(SpanForest forest, UsageLayers layers, int node, boolean childInError) {
    Span span = forest.span(node);
    OperationKind kind = span.operation().kind();
    spans++;
    boolean counts = layers.counts(node);
    llmCalls += kind == OperationKind.LLM && counts ? 1 : 0;
    toolCalls += Folding.isToolCall(forest, node) ? 1 : 0;
    errors += span.status() == SpanStatus.ERROR && !childInError ? 1 : 0;
    if (span.operation().ownsUsage() && counts) {
      addUsage(span.operation().usage());
      cost = sum(cost, span.operation().costUsd());
      estimatedCalls += span.operation().usageIsEstimated() ? 1 : 0;
    }
    unpricedCalls += counts && span.operation().lacksPrice() ? 1 : 0;
  }

  void add(TotalsBuilder other) {
    spans += other.spans;
    llmCalls += other.llmCalls;
    toolCalls += other.toolCalls;
    errors += other.errors;
    unpricedCalls += other.unpricedCalls;
    estimatedCalls += other.estimatedCalls;
    addUsage(other.usage());
    cost = sum(cost, other.cost);
  }

  Totals build(long durationNanos) {
    return new Totals(
        spans,
        durationNanos,
        llmCalls,
        toolCalls,
        errors,
        usage(),
        cost,
        unpricedCalls,
        estimatedCalls);
  }

  private TokenUsage usage() {
    return new TokenUsage(input, output, cacheRead, cacheWrite, reasoning);
  }

  private void addUsage(TokenUsage usage) {
    input = sum(input, usage.input());
    output = sum(output, usage.output());
    cacheRead = sum(cacheRead, usage.cacheRead());
    cacheWrite = sum(cacheWrite, usage.cacheWrite());
    reasoning = sum(reasoning, usage.reasoning());
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.addExact(one, other);
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.add(other);
  }
}
