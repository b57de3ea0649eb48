/**
 * The Model Context Protocol's Java SDK 0.10 to 2.1: clients and servers over any transport.
 *
 * <p>Compiled against the newest version, but names only what the oldest has. Every request leaves
 * through {@code McpSession.sendRequest} and comes in through one of four methods; what they return
 * is lazy, so an operation begins with the subscription.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link McpInstrumentationModule}: what is hooked
 *   <li>{@link OutgoingRequests}, {@link IncomingRequests}: the two sides of a request
 *   <li>{@link WatchedMono}: how a lazy answer is followed
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.mcp;

import org.jspecify.annotations.NullMarked;
