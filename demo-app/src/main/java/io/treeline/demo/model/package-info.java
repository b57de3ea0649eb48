/**
 * The model provider of the demo: a server on the loopback address that speaks the OpenAI HTTP API.
 *
 * <p>Replies are scripted but not canned: a {@link Script} reads the request's messages (which
 * tools were called, what they returned) and decides what a sensible model would do next. Usage is
 * counted from the texts, prompts seen before are reported as cached, and rate limits are real
 * answers with status 429.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.model.ModelServer}: the HTTP side
 *   <li>{@link io.treeline.demo.model.Script}: one conversation's behaviour
 *   <li>{@link io.treeline.demo.model.SupportScripts}: all of them
 * </ul>
 */
@NullMarked
package io.treeline.demo.model;

import org.jspecify.annotations.NullMarked;
