package io.treeline.exporter.decode;

import java.util.List;

/**
 * One export request of logs.
 *
 * @param logs the records that could be read, in the order sent
 * @param faults one message for each record that could not be read although its neighbours could
 */
public record DecodedLogs(List<RawLog> logs, List<String> faults) {
  public DecodedLogs {
    logs = List.copyOf(logs);
    faults = List.copyOf(faults);
  }
}
