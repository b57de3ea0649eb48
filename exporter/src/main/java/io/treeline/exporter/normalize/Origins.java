package io.treeline.exporter.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.decode.RawSpan.RawOrigin;
import io.treeline.exporter.model.Origin;
import io.treeline.semconv.CommonAttributes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources and scopes of one request, each made once: all spans of a scope share one {@link
 * Origin}, and the sender is told once of a value that was cut. For one thread.
 */
public final class Origins {

  private static final String UNKNOWN_SERVICE = "unknown_service";

  private final AttributeLimiter limiter;
  private final IdentityHashMap<RawOrigin, Origin> known = new IdentityHashMap<>();

  Origins(AttributeLimiter limiter) {
    this.limiter = limiter;
  }

  /**
   * The origin of spans.
   *
   * @param warnings gets one sentence for each value that was cut, with the first span only
   */
  Origin of(RawOrigin raw, List<String> warnings) {
    Origin origin = known.get(raw);
    if (origin == null) {
      origin = read(raw, warnings);
      known.put(raw, origin);
    }
    return origin;
  }

  private Origin read(RawOrigin raw, List<String> warnings) {
    Map<String, JsonNode> resource = limiter.limit(raw.resourceAttributes(), warnings);
    JsonNode service = resource.get(CommonAttributes.SERVICE_NAME.getKey());
    String name = service == null || !service.isTextual() ? "" : service.textValue();
    return new Origin(
        name.isEmpty() ? UNKNOWN_SERVICE : name,
        resource,
        text("scope name", raw.scopeName(), warnings),
        text("scope version", raw.scopeVersion(), warnings),
        limiter.limit(raw.scopeAttributes(), warnings));
  }

  private @Nullable String text(String what, String value, List<String> warnings) {
    return value.isEmpty() ? null : limiter.limit(what, value, warnings);
  }
}
