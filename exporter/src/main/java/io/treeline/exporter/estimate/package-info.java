/**
 * Tokens of calls whose provider did not count them, such as streams without usage.
 *
 * <p>In: a span of a model call with its content and no usage. Out: the span with the tokens a real
 * tokenizer counts in that content, marked as estimated; the span as it is where the model's
 * encoding is not known, where the content is not the whole content, or where it holds what no
 * tokenizer counts.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.estimate.TokenEstimator}
 *   <li>{@link io.treeline.exporter.estimate.ModelEncoding}: which models are known
 *   <li>{@link io.treeline.exporter.estimate.ChatTokens}: how a conversation is counted
 * </ul>
 */
@NullMarked
package io.treeline.exporter.estimate;

import org.jspecify.annotations.NullMarked;
