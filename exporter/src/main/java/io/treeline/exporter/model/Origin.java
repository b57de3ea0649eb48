package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a span.
 *
 * @param service {@code service.name}; {@code unknown_service} when the resource has none
 * @param resourceAttributes all attributes of the resource, as sent
 * @param scopeName instrumentation scope
 * @param scopeVersion version of that scope
 * @param scopeAttributes attributes of that scope
 */
public record Origin(
    String service,
    Map<String, JsonNode> resourceAttributes,
    @Nullable String scopeName,
    @Nullable String scopeVersion,
    Map<String, JsonNode> scopeAttributes) {

  public Origin {
    resourceAttributes = Map.copyOf(resourceAttributes);
    scopeAttributes = Map.copyOf(scopeAttributes);
  }
}
