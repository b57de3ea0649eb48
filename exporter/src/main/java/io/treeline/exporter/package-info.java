/**
 * Puts the parts together. Sees every other package; none sees it.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.ExporterMain}: the process
 *   <li>{@link io.treeline.exporter.RunningExporter}: the wiring
 *   <li>{@link io.treeline.exporter.Projects}: what works for each project
 * </ul>
 */
@NullMarked
package io.treeline.exporter;

import org.jspecify.annotations.NullMarked;
