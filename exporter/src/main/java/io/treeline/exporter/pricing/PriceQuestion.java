package io.treeline.exporter.pricing;

import io.treeline.exporter.model.TokenUsage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call whose price is asked for.
 *
 * @param model as requested or answered
 * @param provider as a span names it; null when none does
 * @param address host the call goes to; null when unknown
 * @param at start of the call
 * @param usage its tokens
 * @param hasOutput whether it makes tokens: chat does, embedding does not
 */
public record PriceQuestion(
    String model,
    @Nullable String provider,
    @Nullable String address,
    Instant at,
    TokenUsage usage,
    boolean hasOutput) {}
