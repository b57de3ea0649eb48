/**
 * Keeps spans in one DuckDB file.
 *
 * <p>One thread writes; concurrent writes share a commit. Each read has a connection of its own and
 * sees one snapshot. A write marks the sessions it touched as stale in the same transaction; their
 * numbers are worked out again by the writing thread, some at a time in quiet moments, and until
 * then by whoever reads them, so that answers are always exact. One statement is one class.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.store.duckdb.DuckDbSpanStore}
 *   <li>{@code WriteTransaction}: what one commit does
 *   <li>{@code SummarizeSessions}: what a session's numbers are
 *   <li>{@code 001_spans.sql}: the tables
 * </ul>
 */
@NullMarked
package io.treeline.exporter.store.duckdb;

import org.jspecify.annotations.NullMarked;
