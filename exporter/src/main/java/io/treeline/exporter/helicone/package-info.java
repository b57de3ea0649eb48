/**
 * Takes the logs of Helicone's own clients, and answers their queries, as docs/helicone.md says.
 * Logs become spans like any others; nothing else here is kept in a way of its own.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.helicone.ManualLogService}: where logs arrive
 *   <li>{@link io.treeline.exporter.helicone.LogSpans}: what a log becomes
 *   <li>{@link io.treeline.exporter.helicone.HeliconeApi}: what is answered where
 * </ul>
 */
@NullMarked
package io.treeline.exporter.helicone;

import org.jspecify.annotations.NullMarked;
