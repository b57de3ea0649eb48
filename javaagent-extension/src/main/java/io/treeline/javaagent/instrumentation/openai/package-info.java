/**
 * Traces chat completions, the Responses API, embeddings and legacy completions of openai-java.
 *
 * <p>Library: {@code com.openai:openai-java} 1.1 to 4.x. Advice stands on the {@code
 * WithRawResponseImpl} classes: every way to call passes there once, whoever built the client,
 * above the client's own retries. Requests and answers are read as JSON through the library's own
 * mapper, because typed accessors differ between its versions.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link OpenAiInstrumentationModule}: what is advised
 *   <li>{@link OpenAiCall}: what advice calls
 *   <li>{@link RawResponseHandler}, {@link StreamResponseHandler}: what the application gets back
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.openai;

import org.jspecify.annotations.NullMarked;
