/**
 * A customer-support agent: an application as its developers would write it, to be traced from
 * outside.
 *
 * <p>It resets passwords, looks up orders and grants refunds, on openai-java and on LangChain4j,
 * against a bundled model server. Nothing outside {@link io.treeline.demo.withapi.KnowledgeSearch}
 * knows that it is traced: a test forbids it.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.demo.DemoMain}: runs the conversations one after the other
 *   <li>{@link io.treeline.demo.openai.PasswordReset}: an agent loop on plain openai-java
 *   <li>{@link io.treeline.demo.langchain4j.OrderLookup}: tools, a retry, a fallback, a sub-agent
 *   <li>{@link io.treeline.demo.withapi.KnowledgeSearch}: the same, telling more through the API
 * </ul>
 */
@NullMarked
package io.treeline.demo;

import org.jspecify.annotations.NullMarked;
