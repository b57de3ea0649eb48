package io.treeline.exporter.session;

import io.treeline.exporter.model.Totals;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;

/** What of several totals can be added up: all but the durations. Null where all are unknown. */
public record Sums(
    long spans,
    long llmCalls,
    long toolCalls,
    long errors,
    Long input,
    Long output,
    Long cacheRead,
    Long cacheWrite,
    Long reasoning,
    BigDecimal cost,
    long unpriced,
    long estimated) {

  public static Sums of(Collection<Totals> totals) {
    return new Sums(
        totals.stream().mapToLong(Totals::spans).sum(),
        totals.stream().mapToLong(Totals::llmCalls).sum(),
        totals.stream().mapToLong(Totals::toolCalls).sum(),
        totals.stream().mapToLong(Totals::errors).sum(),
        tokens(totals, t -> t.tokens().input()),
        tokens(totals, t -> t.tokens().output()),
        tokens(totals, t -> t.tokens().cacheRead()),
        tokens(totals, t -> t.tokens().cacheWrite()),
        tokens(totals, t -> t.tokens().reasoning()),
        totals.stream()
            .map(Totals::costUsd)
            .filter(Objects::nonNull)
            .reduce(BigDecimal::add)
            .map(BigDecimal::stripTrailingZeros)
            .orElse(null),
        totals.stream().mapToLong(Totals::unpricedCalls).sum(),
        totals.stream().mapToLong(Totals::estimatedCalls).sum());
  }

  private static Long tokens(Collection<Totals> totals, Function<Totals, Long> kind) {
    return totals.stream().map(kind).filter(Objects::nonNull).reduce(Long::sum).orElse(null);
  }
}
