package io.treeline.exporter.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens the client. */
final class Consumers {

  /** Records in memory at most; the collector writes up to a megabyte into each. */
  private static final int MOST_RECORDS = 64;

  static Consumer<byte[], byte[]> open(KafkaSettings settings) {
    Properties properties = new Properties();
    if (settings.properties() != null) {
      try (Reader reader = Files.newBufferedReader(settings.properties(), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new KafkaSettingsException(
            "kafka-properties " + settings.properties() + " cannot be read: " + e, e);
      }
    }
    properties.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    // Committed by us, once the records are kept.
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try {
      return new KafkaConsumer<>(
          properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new KafkaSettingsException(
          "Kafka cannot be used with kafka-servers=%s: %s"
              .formatted(settings.servers(), cause.getMessage()),
          e);
    }
  }

  private Consumers() {}
}
