/**
 * What Google's libraries share: the types of the Gemini API, in our words.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.javaagent.instrumentation.google.Contents}: messages
 *   <li>{@link io.treeline.javaagent.instrumentation.google.Generations}: requests and answers
 *   <li>{@link io.treeline.javaagent.instrumentation.google.StreamedContent}: answers in pieces
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.google;

import org.jspecify.annotations.NullMarked;
