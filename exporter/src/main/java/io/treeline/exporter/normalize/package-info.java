/**
 * Turns decoded spans into {@link io.treeline.exporter.model.Span}s, whatever convention their
 * sender used.
 *
 * <p>In: {@link io.treeline.exporter.decode.RawSpan}. Out: {@link
 * io.treeline.exporter.normalize.NormalizedSpan}. Drops nothing: what no dialect claims stays in
 * the attributes as sent.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.normalize.SpanNormalizer}
 *   <li>{@link io.treeline.exporter.normalize.Dialect}: one class for each convention, which says
 *       how its sender counts tokens
 *   <li>{@link io.treeline.exporter.normalize.Outcome}: what is an error, and what only found
 *       nothing
 * </ul>
 */
@NullMarked
package io.treeline.exporter.normalize;

import org.jspecify.annotations.NullMarked;
