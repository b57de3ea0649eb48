/**
 * Spring AI 1.0 to 2.0: chat clients, advisors, models of every provider, tools and vector stores.
 *
 * <p>Everything of note in Spring AI is observed through Micrometer, and each observation is made
 * by one method, {@code ObservationDocumentation.observation}, whether or not the application has
 * an {@code ObservationRegistry}. Its result is given a companion, {@link
 * io.treeline.javaagent.instrumentation.springai.TracedObservation}, that does what it is asked and
 * tells us: the application's own registry and handlers are neither needed nor touched.
 *
 * <p>Compiled against the newest version, but names only what the oldest has. Modules by jar, since
 * an application may have any of them without the others; each module has its own copy of these
 * classes, and what they need to know of each other goes through {@link
 * io.opentelemetry.javaagent.treeline.genai.OpenWork} and the context.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.instrumentation.springai.SpringAiModelInstrumentationModule},
 *       {@link io.treeline.javaagent.instrumentation.springai.SpringAiClientInstrumentationModule},
 *       {@link
 *       io.treeline.javaagent.instrumentation.springai.SpringAiVectorStoreInstrumentationModule}:
 *       what is hooked
 *   <li>{@link io.treeline.javaagent.instrumentation.springai.TracedObservation}, {@link
 *       io.treeline.javaagent.instrumentation.springai.ObservedWork}: what is observed
 *   <li>{@link io.treeline.javaagent.instrumentation.springai.ObservedFlux}: how a stream is
 *   <li>{@link io.treeline.javaagent.instrumentation.springai.ChatWork}: one request to a model
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.springai;

import org.jspecify.annotations.NullMarked;
