package io.treeline.exporter.kafka;

import io.treeline.exporter.model.ProjectId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where to receive from.
 *
 * @param servers brokers to begin with, {@code host:port} with commas
 * @param tracesTopic topic of spans
 * @param logsTopic topic of log records
 * @param group of consumers; exporters of one group share the partitions
 * @param project name of the project whose everything in these topics is
 * @param properties more settings of the client, such as its passwords; null for none
 * @param setAside directory for records that can never be kept
 * @param maxBytes largest record
 */
public record KafkaSettings(
    String servers,
    String tracesTopic,
    String logsTopic,
    String group,
    String project,
    @Nullable Path properties,
    Path setAside,
    int maxBytes) {

  /**
   * The project.
   *
   * @throws KafkaSettingsException when it cannot be one's name
   */
  ProjectId projectId() {
    try {
      return new ProjectId(project);
    } catch (IllegalArgumentException e) {
      throw new KafkaSettingsException("kafka-project: " + e.getMessage(), e);
    }
  }
}
