/**
 * langchain4j-agentic 1.3.0-beta9 to 1.16.1-beta26: sequences, loops, parallel and conditional
 * agents, supervisors and people in the loop.
 *
 * <p>The module was rewritten in 1.9 and changes with every version, so most of it is reached by
 * name.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link SubAgentCalls}: an agent called by another
 *   <li>{@link WorkflowCalls}: an agent that calls others
 *   <li>{@link Workflow}: what is known of one while it runs
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.langchain4j.agentic;

import org.jspecify.annotations.NullMarked;
