/**
 * What is stored as files, out and in again: JSON lines, CSV, Parquet and OTLP's JSON.
 *
 * <p>Every format carries the same rows ({@link io.treeline.exporter.transfer.SpanRows}): all that
 * a stored span says, so that what is read back is what was written, to the last digit.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.transfer.Exporter}
 *   <li>{@link io.treeline.exporter.transfer.Importer}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.transfer;

import org.jspecify.annotations.NullMarked;
