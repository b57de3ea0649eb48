/**
 * Spans that live as long as subscriptions to Reactor's publishers, for rooms whose library answers
 * with them. Loaded beside the library, for each room anew.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link WatchedMono}, {@link WatchedFlux}: what is returned in place of the library's own
 *   <li>{@link Observed}: the life of one subscription, as a room sees it
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.reactive;

import org.jspecify.annotations.NullMarked;
