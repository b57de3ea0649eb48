/**
 * The store on ClickHouse, for more than one machine: exporters share nothing but its tables.
 *
 * <p>Nothing is changed in place. A span written again is another row; which one is read is decided
 * by {@code SpanVersion}. What hangs on all spans of a trace or session is worked out before it is
 * read and kept, by {@code CatchUp}, in any exporter and any number of times.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.store.clickhouse.ClickHouseSpanStore}
 *   <li>{@code Engine}: the only class that speaks to the server
 *   <li>{@code 001_tables.sql} among the resources: what is kept where
 * </ul>
 */
@NullMarked
package io.treeline.exporter.store.clickhouse;

import org.jspecify.annotations.NullMarked;
