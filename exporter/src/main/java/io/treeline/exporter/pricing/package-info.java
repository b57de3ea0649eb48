/**
 * What a model call cost, from the user's own prices and a list shipped with the exporter.
 *
 * <p>In: a span's provider, address, model, tokens and start. Out: the span with its cost, exact,
 * or unpriced: an unknown model or unknown tokens never become 0. The shipped list is the
 * genai-prices project's (MIT); see the README beside it. {@code docs/cost.md} says every rule.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.pricing.Pricer}: prices spans
 *   <li>{@link io.treeline.exporter.pricing.Prices}: the lists in force, and those that are watched
 *   <li>{@link io.treeline.exporter.pricing.PriceBook}: finds the row
 *   <li>{@link io.treeline.exporter.pricing.CostSheet}: works out the sum, line by line
 *   <li>{@link io.treeline.exporter.pricing.PriceListReader}: what a list may look like
 * </ul>
 */
@NullMarked
package io.treeline.exporter.pricing;

import org.jspecify.annotations.NullMarked;
