package io.treeline.exporter.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is received from Kafka.
 *
 * @param servers brokers to begin with
 * @param tracesTopic topic of spans
 * @param logsTopic topic of log records
 * @param group of consumers
 * @param project name of the project that the topics belong to
 * @param properties more settings of the client; null for none
 */
public record KafkaConfig(
    String servers,
    String tracesTopic,
    String logsTopic,
    String group,
    String project,
    @Nullable Path properties) {

  static @Nullable KafkaConfig read(ConfigValues values) {
    String servers = values.text(ConfigKey.KAFKA_SERVERS);
    return servers.equals("none")
        ? null
        : new KafkaConfig(
            servers,
            values.text(ConfigKey.KAFKA_TRACES_TOPIC),
            values.text(ConfigKey.KAFKA_LOGS_TOPIC),
            values.text(ConfigKey.KAFKA_GROUP),
            values.text(ConfigKey.KAFKA_PROJECT),
            values.pathOrNone(ConfigKey.KAFKA_PROPERTIES));
  }
}
