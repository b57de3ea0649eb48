/**
 * Google's Agent Development Kit (ADK) for Java.
 *
 * <p>ADK makes spans of its own. They are true of the order of things, but a model call of theirs
 * lasts until its tools are done, what a tool does is not under the tool, and a tool that throws
 * has answered. So ours are made at the same places, and ADK's are folded into them. Where this
 * room is switched off or does not know the version, {@link
 * io.treeline.javaagent.instrumentation.google.adk.AdkSpans} corrects ADK's in place.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.instrumentation.google.adk.AgentRuns}: agents
 *   <li>{@link io.treeline.javaagent.instrumentation.google.adk.LlmCalls}: their model calls
 *   <li>{@link io.treeline.javaagent.instrumentation.google.adk.ToolRuns}: their tools
 *   <li>{@link io.treeline.javaagent.instrumentation.google.adk.Sessions}: where ids come from
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.google.adk;

import org.jspecify.annotations.NullMarked;
