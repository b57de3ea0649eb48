package io.treeline.exporter.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What something took.
 *
 * @param calls how many; what of is said where it is
 * @param nanos time
 * @param inputTokens null when unknown
 * @param outputTokens null when unknown
 * @param costUsd exact; null when unknown
 */
public record Spent(
    long calls,
    long nanos,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable BigDecimal costUsd) {

  public static final Spent NONE = new Spent(0, 0, null, null, null);
}
