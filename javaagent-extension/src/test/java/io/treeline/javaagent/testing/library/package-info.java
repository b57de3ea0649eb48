/**
 * The contract every instrumented model library fulfils.
 *
 * <p>{@link io.treeline.javaagent.testing.library.LibraryScenarios} says what programs do with a
 * library; one class per library implements it. {@link
 * io.treeline.javaagent.testing.library.LibraryContract} runs all of it in one JVM per version
 * under the agent, once more without the agent, and looks at the spans and at what the application
 * saw.
 */
package io.treeline.javaagent.testing.library;
