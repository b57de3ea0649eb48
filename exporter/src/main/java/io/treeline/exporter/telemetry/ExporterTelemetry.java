package io.treeline.exporter.telemetry;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of one exporter. Thread-safe; {@code spansStored <= spansReceived} at rest. */
public final class ExporterTelemetry {

  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<RejectReason, LongAdder> rejected = new EnumMap<>(RejectReason.class);
  private final LongAdder bytes = new LongAdder();
  private final LongAdder spansReceived = new LongAdder();
  private final LongAdder spansStored = new LongAdder();
  private final LongAdder logsReceived = new LongAdder();
  private final LongAdder logsStored = new LongAdder();
  private final LongAdder warnings = new LongAdder();

  public ExporterTelemetry() {
    for (RejectReason reason : RejectReason.values()) {
      rejected.put(reason, new LongAdder());
    }
  }

  /** One request arrived whole. */
  public void request(String protocol, long decompressedBytes) {
    requests.computeIfAbsent(protocol, key -> new LongAdder()).increment();
    bytes.add(decompressedBytes);
  }

  public void received(long spans) {
    spansReceived.add(spans);
  }

  public void stored(long spans) {
    spansStored.add(spans);
  }

  public void receivedLogs(long logs) {
    logsReceived.add(logs);
  }

  public void storedLogs(long logs) {
    logsStored.add(logs);
  }

  public void rejected(RejectReason reason, long count) {
    LongAdder adder = rejected.get(reason);
    if (adder != null) {
      adder.add(count);
    }
  }

  public void warned(long count) {
    warnings.add(count);
  }

  public TelemetrySnapshot snapshot() {
    Map<String, Long> byProtocol = new TreeMap<>();
    requests.forEach((protocol, count) -> byProtocol.put(protocol, count.sum()));
    Map<String, Long> byReason = new TreeMap<>();
    rejected.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            byReason.put(reason.name().toLowerCase(Locale.ROOT), count.sum());
          }
        });
    return new TelemetrySnapshot(
        byProtocol,
        bytes.sum(),
        spansReceived.sum(),
        spansStored.sum(),
        logsReceived.sum(),
        logsStored.sum(),
        byReason,
        warnings.sum());
  }
}
