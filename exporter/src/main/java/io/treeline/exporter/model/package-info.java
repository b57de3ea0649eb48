/**
 * What the exporter knows of spans: immutable records. Imports nothing of ours.
 *
 * <p>Times are epoch nanoseconds, durations nanoseconds; absent is null, never 0.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.model.Span}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.model;

import org.jspecify.annotations.NullMarked;
