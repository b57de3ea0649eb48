/**
 * The exporter's settings: one key each, read from flags, environment, file and defaults, in this
 * order of precedence.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.config.ConfigKey}: every key, its default and its meaning
 *   <li>{@link io.treeline.exporter.config.ExporterConfig}: the typed values
 * </ul>
 */
@NullMarked
package io.treeline.exporter.config;

import org.jspecify.annotations.NullMarked;
