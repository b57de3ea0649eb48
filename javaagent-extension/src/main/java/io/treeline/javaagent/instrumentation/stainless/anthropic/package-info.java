/**
 * Messages and beta messages of {@code com.anthropic:anthropic-java} 1.0 to 3.x, and the tool
 * runner of 2.11 and later as an agent.
 *
 * <p>The library makes spans of its own since 2.72. They are switched off where the agent would
 * receive them: ours say the same and more, and one call is one span. A client that the application
 * gave a tracer provider keeps them.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link AnthropicInstrumentationModule}, {@link AnthropicToolsInstrumentationModule}: what
 *       is advised
 *   <li>{@link AnthropicLibrary}: what the shared code asks of this library
 *   <li>{@link ToolRunnerCalls}: the tool runner as an agent
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.stainless.anthropic;

import org.jspecify.annotations.NullMarked;
