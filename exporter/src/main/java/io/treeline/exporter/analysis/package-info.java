/**
 * What a session's spans mean together: what failed and what came of it, what was done in vain, how
 * much an agent did alone, where the time went. Pure functions of the spans without content: the
 * same answer for any order of arrival, computed anew at will. Nothing here recurses, so depth
 * costs no stack.
 *
 * <p>What the sender says of a retry or a recovery wins over what can be inferred, and every
 * finding says which of the two it rests on. What cannot be told, such as a loop without the
 * arguments of its calls, is unknown and never guessed. {@code docs/analysis.md} defines each
 * number.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.analysis.SessionAnalysis}: all of it, from spans
 *   <li>{@link io.treeline.exporter.analysis.SpanOutcome}: how one span ended
 * </ul>
 */
@NullMarked
package io.treeline.exporter.analysis;

import org.jspecify.annotations.NullMarked;
