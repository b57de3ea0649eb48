/**
 * How spans and scores are kept: the SPI that every engine implements. No engine is named here.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.store.SpanStore}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.store;

import org.jspecify.annotations.NullMarked;
