/**
 * Koog 1.0 to 1.1: agents, the models they ask and the tools they use.
 *
 * <p>All of them are Kotlin's suspending functions, which return before they are done and go on
 * wherever a dispatcher has them go on. So a span's context is kept in the chain of continuations:
 * who resumes one finds it there. The coroutine's own context stays as it is, for flows compare it.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link KoogInstrumentationModule}: what is hooked
 *   <li>{@link CoroutineCall}: one call of a suspending function, from its start to its end
 *   <li>{@link AgentCalls}, {@link ModelCalls}, {@link ToolCalls}: what the advice does
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.koog;

import org.jspecify.annotations.NullMarked;
