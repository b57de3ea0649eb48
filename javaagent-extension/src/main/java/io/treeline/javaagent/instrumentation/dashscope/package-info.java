/**
 * The DashScope SDK 2.14 to 2.22: generation, multimodal conversation, embeddings and applications.
 *
 * <p>All of them go through one class with two methods, each plain and with a callback; what is
 * asked is told by the class of the parameters. Requests and answers are read as the JSON they are
 * on the wire, because the SDK's classes for them differ from version to version.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link DashScopeInstrumentationModule}: what is hooked
 *   <li>{@link Exchanges}: what the advice does
 *   <li>{@link ModelExchange}, {@link ApplicationExchange}: a model's call, an application's run
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.dashscope;

import org.jspecify.annotations.NullMarked;
