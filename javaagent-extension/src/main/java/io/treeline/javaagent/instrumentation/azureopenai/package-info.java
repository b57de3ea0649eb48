/**
 * Traces chat completions, legacy completions and embeddings of azure-ai-openai.
 *
 * <p>Library: {@code com.azure:azure-ai-openai} 1.0.0-beta.8 to beta.16, against Azure and against
 * OpenAI itself. Advice stands on the two generated clients that every way to call ends in, above
 * the retries of azure-core; there requests and answers are JSON of OpenAI's shapes, and a stream
 * is the body of the response. Headers are read from the request on its way through azure-core.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link AzureOpenAiInstrumentationModule}: what is advised
 *   <li>{@link AzureCall}: one call, from its method to its last byte
 *   <li>{@link LaterAnswer}, {@link WatchedBody}: what the application gets back
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.azureopenai;

import org.jspecify.annotations.NullMarked;
