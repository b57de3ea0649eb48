package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A pointer to another span.
 *
 * @param target the other span, which may be in another trace or never arrive
 * @param attributes as sent
 */
public record SpanLink(SpanKey target, Map<String, JsonNode> attributes) {
  public SpanLink {
    attributes = Map.copyOf(attributes);
  }
}
