/**
 * Traces Amazon Bedrock: models and agents of the AWS SDK for Java 2.
 *
 * <p>Libraries: {@code software.amazon.awssdk:bedrockruntime} 2.30 to 2.54 and {@code
 * bedrockagentruntime} 2.31 to 2.50. Advice stands on the clients themselves, above the SDK's own
 * retries. Requests, answers and events are read through the SDK's description of its own classes,
 * as the JSON they are on the wire: classes and fields that only later versions have need no code.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link BedrockRuntimeInstrumentationModule}, {@link BedrockAgentInstrumentationModule}:
 *       what is advised
 *   <li>{@link BedrockCall}: one call of a model
 *   <li>{@link SdkJson}: requests, answers and events as JSON values
 *   <li>{@link WatchedHandler}: what stands between a stream and the application
 * </ul>
 */
@NullMarked
package io.treeline.javaagent.instrumentation.bedrock;

import org.jspecify.annotations.NullMarked;
