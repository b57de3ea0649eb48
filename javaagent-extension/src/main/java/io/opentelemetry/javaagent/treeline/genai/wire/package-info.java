/**
 * Reads the JSON of OpenAI's and Anthropic's HTTP APIs, which many providers and libraries speak.
 *
 * <p>In: {@code Map}s, {@code List}s and scalars of plain JDK types, so that any JSON library of
 * the application's will do. Out: {@link io.opentelemetry.javaagent.treeline.genai.ModelRequest}
 * and {@link io.opentelemetry.javaagent.treeline.genai.ModelResponse}. Whatever is missing or has
 * another type than expected is left out: compatible servers differ.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link WireApi}: an API, of which {@link OpenAiApi} and {@link AnthropicApi} hold one
 *       constant each
 *   <li>{@link StreamedAnswer}: an answer put together chunk by chunk
 * </ul>
 */
@NullMarked
package io.opentelemetry.javaagent.treeline.genai.wire;

import org.jspecify.annotations.NullMarked;
