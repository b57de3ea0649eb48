package io.treeline.exporter.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What was used.
 *
 * @param inputTokens null when unknown
 * @param outputTokens null when unknown
 * @param costUsd exact, at most 18 decimals; null when unknown
 */
public record PlaceUsage(
    @Nullable Long inputTokens, @Nullable Long outputTokens, @Nullable BigDecimal costUsd) {
  public static final PlaceUsage UNKNOWN = new PlaceUsage(null, null, null);
}
