/**
 * Semantic Kernel for Java 1.0 to 1.4: prompt functions and chats that call functions by themselves
 * as agents, functions as tools.
 *
 * <p>Calls of models are those of azure-ai-openai, which has a room of its own. From 1.2 on the
 * library makes spans itself, and leaves their context behind on the thread that subscribed: where
 * this room sees the same, they are folded and let go at once.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link SemanticKernelInstrumentationModule}: what is hooked
 *   <li>{@link FunctionRuns}, {@link ChatRuns}: what the advice does
 *   <li>{@link KernelAgent}: one run of an agent
 *   <li>{@link NativeSpans}, {@link SemanticKernelSpans}: the library's own spans
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.semantickernel;

import org.jspecify.annotations.NullMarked;
