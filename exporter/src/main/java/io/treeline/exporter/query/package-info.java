/**
 * The answers: store plus session mapping, as immutable views; and the scores people and programs
 * give. The only caller of store readers.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.query.QueryService}
 *   <li>{@link io.treeline.exporter.query.ScoreService}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.query;

import org.jspecify.annotations.NullMarked;
