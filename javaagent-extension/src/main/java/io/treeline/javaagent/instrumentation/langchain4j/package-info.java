/**
 * LangChain4j 1.0 to 1.19: models, AI services, tools and the HTTP client beneath.
 *
 * <p>Compiled against the newest version, but names only what the oldest has; the rest is reached
 * through {@link OptionalMethod} and {@link OptionalField}. Three modules, because an application
 * may have any of the three jars without the others.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link LangChain4jModelInstrumentationModule}, {@link
 *       LangChain4jServiceInstrumentationModule}, {@link LangChain4jHttpInstrumentationModule}:
 *       what is hooked
 *   <li>{@link ChatCalls}, {@link StreamingChatCalls}: a model's call
 *   <li>{@link AiServiceCalls}, {@link TokenStreams}: an agent's run
 *   <li>{@link ToolCalls}: a tool's execution
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.langchain4j;

import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import org.jspecify.annotations.NullMarked;
