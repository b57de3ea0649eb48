/**
 * The answers over HTTP: REST as docs/api.md says, gRPC with the same operations, and the live
 * feed. Translation only: what is asked and answered is in {@link io.treeline.exporter.query}.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.api.ApiServices}: what is served where
 *   <li>{@link io.treeline.exporter.api.Resources}: the REST resources
 *   <li>{@link io.treeline.exporter.api.ViewJson}: views as JSON
 * </ul>
 */
@NullMarked
package io.treeline.exporter.api;

import org.jspecify.annotations.NullMarked;
