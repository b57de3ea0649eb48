package io.treeline.exporter.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records that can never be stored as files, so that nothing is lost without a trace. */
final class SetAsideRecords {

  private static final Logger logger = LoggerFactory.getLogger(SetAsideRecords.class);

  /** A topic of something else would fill the disk. */
  private static final int MOST_FILES = 1000;

  private final Path directory;
  private final AtomicInteger files = new AtomicInteger();

  SetAsideRecords(Path directory) {
    this.directory = directory;
  }

  /** Keeps the record's bytes as they came. */
  void keep(ConsumerRecord<?, byte[]> record, String why) {
    String name = record.topic() + "-" + record.partition() + "-" + record.offset() + ".bin";
    if (files.incrementAndGet() > MOST_FILES) {
      logger.warn(
          "Kafka record {} cannot be kept ({}); it is in its topic only: {} were set aside in {}"
              + " since the start, which is enough",
          name,
          why,
          MOST_FILES,
          directory);
      return;
    }
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve(name), record.value() == null ? new byte[0] : record.value());
      logger.warn(
          "Kafka record {} cannot be kept and was set aside in {}: {}", name, directory, why);
    } catch (IOException e) {
      logger.error("Kafka record {} cannot be kept ({}) nor set aside", name, why, e);
    }
  }
}
