/**
 * Traces the official libraries of OpenAI and Anthropic, which one generator makes: services,
 * clients, raw responses and streams have the same shape, and types of their own in each.
 *
 * <p>Advice stands on the {@code WithRawResponseImpl} classes: every way to call passes there once,
 * whoever built the client, above the client's own retries. Requests and answers are read as JSON
 * through the library's own mapper, because typed accessors differ between its versions.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link StainlessLibrary}: what a library says of itself; the rooms below implement it
 *   <li>{@link ServiceCall}: what advice calls
 *   <li>{@link RawResponseHandler}, {@link StreamResponseHandler}: what the application gets back
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.stainless;

import org.jspecify.annotations.NullMarked;
