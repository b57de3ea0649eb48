/**
 * AgentScope for Java 1.0 to 2.0: agents, their models and their tools.
 *
 * <p>Everything is a Reactor publisher that does nothing until it is subscribed to: spans begin and
 * end with the subscription, and their context is current while it is made, so that what happens
 * beneath, on whatever thread, is below them.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link AgentScopeInstrumentationModule}: what is hooked
 *   <li>{@link AgentCalls}, {@link ModelCalls}, {@link ToolCalls}: what the advice does
 *   <li>{@link io.treeline.javaagent.reactive.Observed}: the life of one subscription
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.agentscope;

import org.jspecify.annotations.NullMarked;
