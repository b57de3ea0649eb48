/**
 * Chat completions, the Responses API, embeddings and legacy completions of {@code
 * com.openai:openai-java} 1.1 to 4.x.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link OpenAiInstrumentationModule}: what is advised
 *   <li>{@link OpenAiLibrary}: what the shared code asks of this library
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.stainless.openai;

import org.jspecify.annotations.NullMarked;
