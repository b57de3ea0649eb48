/**
 * What the OpenTelemetry Java agent asks of an extension: defaults, the session's span processor
 * and propagator, and the frame of every library's room.
 *
 * <p>Classes here and in {@code io.treeline.javaagent.instrumentation.*} must hold no state that
 * class loaders have to share: what advice refers to is copied into each application class loader's
 * own helper loader. Shared state stands under {@code io.opentelemetry.javaagent.treeline}.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.AgentCustomizer}: called once when the agent starts
 *   <li>{@link io.treeline.javaagent.BaseInstrumentationModule}: extended by one class per library;
 *       list it in {@code META-INF/services}
 * </ul>
 */
@NullMarked
package io.treeline.javaagent;

import org.jspecify.annotations.NullMarked;
