package io.treeline.exporter.decode;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads one log record of OTLP's JSON encoding. */
final class JsonLogReader {

  private static final Map<String, Integer> SEVERITIES = severities();

  static RawLog read(RawSpan.RawOrigin origin, JsonFields log) {
    return new RawLog(
        origin,
        log.id("traceId", "trace_id"),
        log.id("spanId", "span_id"),
        log.unsigned("timeUnixNano", "time_unix_nano"),
        log.unsigned("observedTimeUnixNano", "observed_time_unix_nano"),
        log.enumeration("severityNumber", SEVERITIES),
        log.text("severityText", "severity_text"),
        log.text("eventName", "event_name"),
        log.value("body"),
        log.attributes());
  }

  /**
   * SEVERITY_NUMBER_TRACE is 1, SEVERITY_NUMBER_TRACE2 is 2 and so on up to FATAL4, which is 24.
   */
  private static Map<String, Integer> severities() {
    String[] levels = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    return IntStream.rangeClosed(0, 24)
        .boxed()
        .collect(
            Collectors.toUnmodifiableMap(
                number ->
                    "SEVERITY_NUMBER_"
                        + (number == 0
                            ? "UNSPECIFIED"
                            : levels[(number - 1) / 4]
                                + (number % 4 == 1 ? "" : (number - 1) % 4 + 1)),
                number -> number));
  }

  private JsonLogReader() {}
}
