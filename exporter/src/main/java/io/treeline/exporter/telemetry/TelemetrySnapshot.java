package io.treeline.exporter.telemetry;

import java.util.Map;
import java.util.TreeMap;

/**
 * The counters at one moment, since the start of the process.
 *
 * @param requests export requests received, by protocol: {@code grpc}, {@code http_protobuf},
 *     {@code http_json}
 * @param bytes bytes of those requests, decompressed
 * @param spansReceived spans that could be told apart in them
 * @param spansStored spans handed to the store and acknowledged; duplicates included
 * @param logsReceived log records that could be told apart in them
 * @param logsStored log records acknowledged; duplicates included
 * @param rejected spans and log records, or requests where {@link RejectReason} says so, by reason
 *     in lower case; reasons that never happened are left out
 * @param warnings spans and log records that were kept but cut or repaired
 */
public record TelemetrySnapshot(
    Map<String, Long> requests,
    long bytes,
    long spansReceived,
    long spansStored,
    long logsReceived,
    long logsStored,
    Map<String, Long> rejected,
    long warnings) {

  public TelemetrySnapshot {
    requests = java.util.Collections.unmodifiableMap(new TreeMap<>(requests));
    rejected = java.util.Collections.unmodifiableMap(new TreeMap<>(rejected));
  }
}
