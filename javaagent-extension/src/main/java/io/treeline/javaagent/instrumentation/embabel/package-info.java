/**
 * Embabel 0.2 to 0.5: agent processes, the actions their planner chooses, and the tools of its own
 * loop. Models are asked through Spring AI, which has a room of its own.
 *
 * <p>Embabel needs Java 21, which this is not compiled with: its types are known by name alone.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link EmbabelInstrumentationModule}: what is hooked
 *   <li>{@link Processes}, {@link ToolCalls}: what the advice does
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.embabel;

import org.jspecify.annotations.NullMarked;
