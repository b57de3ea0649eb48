/**
 * What an application can tell the tracer that it cannot see by itself.
 *
 * <p>Spans go to whatever OpenTelemetry SDK the process has: the agent's, the application's own, or
 * none. Sessions and paths need the agent; without it those calls do nothing. No call throws into
 * the application: wrong use is logged once, at {@code FINE}, by the logger {@code
 * io.treeline.api}.
 *
 * <p>Arguments, results and rationales are given as objects: text is kept as it is, JSON or not;
 * maps, lists, arrays, records, numbers, booleans and nulls are written as JSON; anything else is
 * written as the text it gives of itself.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.api.Session}: open a session, enter a path, carry both to other threads
 *   <li>{@link io.treeline.api.ManualLogger}: tools and anything else that is no LLM call, as spans
 *   <li>{@link io.treeline.api.Decision}, {@link io.treeline.api.Score}, {@link
 *       io.treeline.api.AgentLoop}: facts about the operation that runs
 * </ul>
 */
@NullMarked
package io.treeline.api;

import org.jspecify.annotations.NullMarked;
