package io.treeline.exporter.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log record as it stood in the request: nothing checked, nothing interpreted.
 *
 * @param origin who sent it; one instance for all records of a scope
 * @param traceId lower-case hex; any length, empty when absent
 * @param spanId as {@code traceId}
 * @param unixNanos when it happened; unsigned, 0 when absent
 * @param observedUnixNanos when it was seen; unsigned, 0 when absent
 * @param severityNumber 1 to 24 when known, 0 when absent
 * @param severityText empty when absent
 * @param eventName empty when absent
 * @param body null when absent
 * @param attributes of several values for one key the last
 */
public record RawLog(
    RawSpan.RawOrigin origin,
    String traceId,
    String spanId,
    long unixNanos,
    long observedUnixNanos,
    int severityNumber,
    String severityText,
    String eventName,
    @Nullable JsonNode body,
    Map<String, JsonNode> attributes) {

  public RawLog {
    attributes = Map.copyOf(attributes);
  }
}
