/**
 * What a model call cost, from a price list shipped with the exporter.
 *
 * <p>In: a span's provider, model, tokens and start. Out: the span with its cost, exact, or
 * unpriced: an unknown model or unknown tokens never become 0. The list is the genai-prices
 * project's (MIT); see the README beside it.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.pricing.Pricer}
 *   <li>{@link io.treeline.exporter.pricing.PriceBook}: finds the row
 *   <li>{@link io.treeline.exporter.pricing.PriceRow}: works out the sum
 * </ul>
 */
@NullMarked
package io.treeline.exporter.pricing;

import org.jspecify.annotations.NullMarked;
