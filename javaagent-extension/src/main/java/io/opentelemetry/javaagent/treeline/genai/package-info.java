/**
 * The vendor-neutral GenAI core: model calls, tool executions and agent invocations become spans of
 * the OpenTelemetry GenAI conventions, whatever library made them.
 *
 * <p>A library's room translates its own types into {@link ModelRequest} and {@link ModelResponse}
 * and nothing else; naming, content policy, decision points, inferred tools, metrics and endings
 * are settled here. The package stands under {@code io.opentelemetry.javaagent} so that one copy
 * serves the class loaders of all applications in the JVM.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link GenAiTelemetry}: starts everything
 *   <li>{@link ModelCall}: one logical call of a model, joined by the layers it passes through
 *   <li>{@link ModelStream}: how a streamed call ends in every case
 *   <li>{@link GenAiConfig}: content policy and limits
 *   <li>{@link SpanAdopter}: spans a library makes itself, corrected in place instead of doubled
 *   <li>{@link ToolCallLedger}: tools an application ran by hand
 * </ul>
 */
@NullMarked
package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.NullMarked;
