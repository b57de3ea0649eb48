/**
 * How rows of any engine become our records: what engines have in common once a statement was
 * asked. No statement stands here.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.store.rows.StoredRow}: what a row of an engine must give
 *   <li>{@code SessionOfRow}, {@code OutcomesOfRow}, {@code ScoreOfRow}, {@code LogOfRow}: the
 *       records
 * </ul>
 */
@NullMarked
package io.treeline.exporter.store.rows;

import org.jspecify.annotations.NullMarked;
