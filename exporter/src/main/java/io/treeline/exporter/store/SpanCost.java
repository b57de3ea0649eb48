package io.treeline.exporter.store;

import io.treeline.exporter.model.SpanKey;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a stored span is to cost from now on.
 *
 * @param key the span's
 * @param usd US dollars, with at most 18 decimals; null for a span without a price
 * @param source how it came about; null with the cost
 */
public record SpanCost(SpanKey key, @Nullable BigDecimal usd, @Nullable String source) {}
