/**
 * Who may do what: keys, their projects, scopes and limits. Knows nothing of spans, and of HTTP
 * only where a request's key stands.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.access.Caller}: who made a request, and in which project
 *   <li>{@link io.treeline.exporter.access.Gate}: from a request's headers to its caller
 *   <li>{@link io.treeline.exporter.access.KeyFile}: where keys are kept
 * </ul>
 */
@NullMarked
package io.treeline.exporter.access;

import org.jspecify.annotations.NullMarked;
