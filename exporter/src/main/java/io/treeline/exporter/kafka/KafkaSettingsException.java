package io.treeline.exporter.kafka;

/** Kafka cannot be used as it is set; the message says which setting and why. */
public final class KafkaSettingsException extends RuntimeException {

  KafkaSettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
