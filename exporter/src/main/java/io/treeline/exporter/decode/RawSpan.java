package io.treeline.exporter.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A span as it stood in the request: nothing checked, nothing interpreted.
 *
 * @param origin who sent it; one instance for all spans of a scope
 * @param traceId lower-case hex; any length, empty when absent
 * @param spanId as {@code traceId}
 * @param parentSpanId as {@code traceId}; empty for a root
 * @param name span name
 * @param kind OTLP's number of the span kind, 0 to 5 when known
 * @param startUnixNanos unsigned; 0 when absent
 * @param endUnixNanos unsigned; 0 when absent
 * @param statusCode OTLP's number of the status code, 0 to 2 when known
 * @param statusMessage empty when absent
 * @param attributes of several values for one key the last
 * @param events in the order sent
 * @param links in the order sent
 */
public record RawSpan(
    RawOrigin origin,
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    int kind,
    long startUnixNanos,
    long endUnixNanos,
    int statusCode,
    String statusMessage,
    Map<String, JsonNode> attributes,
    List<RawEvent> events,
    List<RawLink> links) {

  /**
   * Resource and scope of spans.
   *
   * @param scopeName empty when absent
   * @param scopeVersion empty when absent
   */
  public record RawOrigin(
      Map<String, JsonNode> resourceAttributes,
      String scopeName,
      String scopeVersion,
      Map<String, JsonNode> scopeAttributes) {
    public RawOrigin {
      resourceAttributes = Map.copyOf(resourceAttributes);
      scopeAttributes = Map.copyOf(scopeAttributes);
    }
  }

  /**
   * Something that happened during a span.
   *
   * @param unixNanos unsigned; 0 when absent
   */
  public record RawEvent(long unixNanos, String name, Map<String, JsonNode> attributes) {
    public RawEvent {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * A pointer to another span.
   *
   * @param traceId lower-case hex, any length
   * @param spanId lower-case hex, any length
   */
  public record RawLink(String traceId, String spanId, Map<String, JsonNode> attributes) {
    public RawLink {
      attributes = Map.copyOf(attributes);
    }
  }

  public RawSpan {
    attributes = Map.copyOf(attributes);
    events = List.copyOf(events);
    links = List.copyOf(links);
  }
}
