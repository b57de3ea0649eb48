/**
 * The answers: store plus session mapping, as immutable views. The only caller of store readers.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.query.QueryService}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.query;

import org.jspecify.annotations.NullMarked;
