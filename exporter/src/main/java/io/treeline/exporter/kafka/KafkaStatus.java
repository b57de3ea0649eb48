package io.treeline.exporter.kafka;

/**
 * How receiving from Kafka does, since the start of the process.
 *
 * @param records that were kept and committed
 * @param setAside that can never be kept
 * @param lag records behind the end of the partitions that this process reads; as of the last look
 */
public record KafkaStatus(long records, long setAside, long lag) {
  public static final KafkaStatus NONE = new KafkaStatus(0, 0, 0);
}
