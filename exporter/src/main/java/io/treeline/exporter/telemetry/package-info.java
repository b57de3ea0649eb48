/**
 * What the exporter counts about itself. Imports nothing of ours.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.telemetry.ExporterTelemetry}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.telemetry;

import org.jspecify.annotations.NullMarked;
