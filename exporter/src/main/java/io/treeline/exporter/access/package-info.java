/**
 * Who may do what: keys, their projects and scopes. Knows nothing of spans.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.access.Caller}: who made a request, and in which project
 * </ul>
 */
@NullMarked
package io.treeline.exporter.access;

import org.jspecify.annotations.NullMarked;
