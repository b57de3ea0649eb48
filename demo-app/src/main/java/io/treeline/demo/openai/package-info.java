/**
 * Support agents on plain openai-java: the loop around the model is the application's own.
 *
 * <p>Calls carry the session headers that Helicone's proxy knows; many applications send them
 * already. Nothing here refers to tracing.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.openai.PasswordReset}: an agent loop with tools and a stream
 *   <li>{@link io.treeline.demo.openai.AccountClosure}: a conversation that fails
 *   <li>{@link io.treeline.demo.openai.TicketTriage}: embeddings and the Responses API
 * </ul>
 */
@NullMarked
package io.treeline.demo.openai;

import org.jspecify.annotations.NullMarked;
