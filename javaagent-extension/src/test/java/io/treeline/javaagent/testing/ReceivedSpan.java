package io.treeline.javaagent.testing;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it left the agent.
 *
 * @param resource attributes of its resource
 * @param scope name of its instrumentation scope
 * @param proto everything
 */
public record ReceivedSpan(Map<String, Object> resource, String scope, Span proto) {

  public String name() {
    return proto.getName();
  }

  public String traceId() {
    return HexFormat.of().formatHex(proto.getTraceId().toByteArray());
  }

  public String spanId() {
    return HexFormat.of().formatHex(proto.getSpanId().toByteArray());
  }

  /** Empty text for a root. */
  public String parentSpanId() {
    return HexFormat.of().formatHex(proto.getParentSpanId().toByteArray());
  }

  /** {@code INTERNAL}, {@code CLIENT}, {@code SERVER}, {@code PRODUCER} or {@code CONSUMER}. */
  public String kind() {
    return proto.getKind().name().substring("SPAN_KIND_".length());
  }

  /** {@code UNSET}, {@code OK} or {@code ERROR}. */
  public String status() {
    return proto.getStatus().getCode().name().substring("STATUS_CODE_".length());
  }

  /** String, Long, Double, Boolean, byte[] or List of those, by key. */
  public Map<String, Object> attributes() {
    return toMap(proto.getAttributesList());
  }

  /** {@link #attributes()} without those of the thread, in order of key. */
  public Map<String, Object> attributesWithoutThread() {
    Map<String, Object> attributes = new TreeMap<>(attributes());
    attributes.keySet().removeIf(key -> key.startsWith("thread."));
    return attributes;
  }

  /** Null when the span has no such attribute. */
  public Object attribute(String key) {
    return attributes().get(key);
  }

  public List<ReceivedEvent> events() {
    return proto.getEventsList().stream()
        .map(event -> new ReceivedEvent(event.getName(), toMap(event.getAttributesList())))
        .toList();
  }

  static Map<String, Object> toMap(List<KeyValue> attributes) {
    Map<String, Object> map = new LinkedHashMap<>();
    attributes.forEach(attribute -> map.put(attribute.getKey(), value(attribute.getValue())));
    return map;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BOOL_VALUE -> value.getBoolValue();
      case BYTES_VALUE -> value.getBytesValue().toByteArray();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(ReceivedSpan::value).toList();
      case KVLIST_VALUE -> toMap(value.getKvlistValue().getValuesList());
      default -> throw new IllegalArgumentException("no such attribute value: " + value);
    };
  }

  /** An event of a span. */
  public record ReceivedEvent(String name, Map<String, Object> attributes) {}
}
