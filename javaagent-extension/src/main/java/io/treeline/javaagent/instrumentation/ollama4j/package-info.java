/**
 * Ollama4j 1.0.100 to 1.1.6.
 *
 * <p>Both clients (up to 1.0 {@code OllamaAPI}, from 1.1 on {@code Ollama}) send a chat or a
 * generation through one class per endpoint, which is one HTTP request each: there the call of the
 * model is seen, and every line of the answer as it came over the wire. What the client does around
 * it, running tools and asking again, is an agent.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link Ollama4jInstrumentationModule}: what is hooked
 *   <li>{@link EndpointCalls}: one request to a model
 *   <li>{@link ToolLoops}: the client's own loop over tools
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.ollama4j;

import org.jspecify.annotations.NullMarked;
