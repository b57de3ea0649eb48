/**
 * Spring AI Alibaba 1.1: its agents, and the graphs that applications draw themselves.
 *
 * <p>An agent is a graph as well, whose nodes ask the model and use the tools. Both do so through
 * Spring AI, which has a room of its own: here is what stands around that.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link SpringAiAlibabaInstrumentationModule}: what is hooked
 *   <li>{@link GraphRuns}: runs of graphs, as an agent or as a workflow
 *   <li>{@link Nodes}: runs of nodes, and the edges taken
 *   <li>{@link Graphs}: what is known of a compiled graph
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.springaialibaba;

import org.jspecify.annotations.NullMarked;
