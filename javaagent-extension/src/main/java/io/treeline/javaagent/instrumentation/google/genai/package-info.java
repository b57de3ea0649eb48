/**
 * google-genai: the official client of the Gemini API, on Google AI and on Vertex AI.
 *
 * <p>The private methods of {@code Models} and {@code AsyncModels} are one request each; the public
 * {@code generateContent} around them is a loop when functions are called automatically.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.instrumentation.google.genai.ContentCall}: one request
 *   <li>{@link io.treeline.javaagent.instrumentation.google.genai.FunctionLoop}: automatic function
 *       calling
 *   <li>{@link io.treeline.javaagent.instrumentation.google.genai.ContentStreams}: streams
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.google.genai;

import org.jspecify.annotations.NullMarked;
