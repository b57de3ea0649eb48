package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Something that happened during a span.
 *
 * @param epochNanos when
 * @param name such as {@code exception}
 * @param attributes as sent
 */
public record SpanEvent(long epochNanos, String name, Map<String, JsonNode> attributes) {
  public SpanEvent {
    attributes = Map.copyOf(attributes);
  }
}
