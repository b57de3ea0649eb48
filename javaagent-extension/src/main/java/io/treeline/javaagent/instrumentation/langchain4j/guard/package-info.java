/**
 * What checks that which goes into LangChain4j's models and comes out of them: guardrails of AI
 * services and moderation models.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link GuardrailCalls}: guardrails and their verdicts
 *   <li>{@link ModerationCalls}: moderation models
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.langchain4j.guard;

import org.jspecify.annotations.NullMarked;
