/**
 * Receives OTLP from Kafka's topics.
 *
 * <h2>Start here</h2>
 *
 * <ul>
 *   <li>{@link io.treeline.exporter.kafka.KafkaReceiver}
 * </ul>
 */
@NullMarked
package io.treeline.exporter.kafka;

import org.jspecify.annotations.NullMarked;
