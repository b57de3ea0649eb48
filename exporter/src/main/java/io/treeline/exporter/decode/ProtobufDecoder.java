package io.treeline.exporter.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Decodes OTLP's protobuf encoding. */
final class ProtobufDecoder {

  private static final HexFormat HEX = HexFormat.of();

  static DecodedBatch decode(byte[] body) {
    List<String> faults = new ArrayList<>();
    ExportTraceServiceRequest request = ItemwiseParser.SPANS.parse(body, faults);
    List<RawSpan> spans = new ArrayList<>();
    for (ResourceSpans resourceSpans : request.getResourceSpansList()) {
      Map<String, JsonNode> resource = attributes(resourceSpans.getResource().getAttributesList());
      for (ScopeSpans scopeSpans : resourceSpans.getScopeSpansList()) {
        RawSpan.RawOrigin origin = origin(resource, scopeSpans.getScope());
        for (Span span : scopeSpans.getSpansList()) {
          spans.add(span(origin, span));
        }
      }
    }
    return new DecodedBatch(spans, faults);
  }

  static DecodedLogs decodeLogs(byte[] body) {
    List<String> faults = new ArrayList<>();
    ExportLogsServiceRequest request = ItemwiseParser.LOGS.parse(body, faults);
    List<RawLog> logs = new ArrayList<>();
    for (ResourceLogs resourceLogs : request.getResourceLogsList()) {
      Map<String, JsonNode> resource = attributes(resourceLogs.getResource().getAttributesList());
      for (ScopeLogs scopeLogs : resourceLogs.getScopeLogsList()) {
        RawSpan.RawOrigin origin = origin(resource, scopeLogs.getScope());
        for (LogRecord log : scopeLogs.getLogRecordsList()) {
          logs.add(log(origin, log));
        }
      }
    }
    return new DecodedLogs(logs, faults);
  }

  private static RawLog log(RawSpan.RawOrigin origin, LogRecord log) {
    return new RawLog(
        origin,
        hex(log.getTraceId()),
        hex(log.getSpanId()),
        log.getTimeUnixNano(),
        log.getObservedTimeUnixNano(),
        log.getSeverityNumberValue(),
        log.getSeverityText(),
        log.getEventName(),
        log.hasBody() ? ProtobufValues.toJson(log.getBody()) : null,
        attributes(log.getAttributesList()));
  }

  private static RawSpan.RawOrigin origin(
      Map<String, JsonNode> resource, InstrumentationScope scope) {
    return new RawSpan.RawOrigin(
        resource, scope.getName(), scope.getVersion(), attributes(scope.getAttributesList()));
  }

  private static RawSpan span(RawSpan.RawOrigin origin, Span span) {
    return new RawSpan(
        origin,
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getKindValue(),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        span.getStatus().getCodeValue(),
        span.getStatus().getMessage(),
        attributes(span.getAttributesList()),
        events(span.getEventsList()),
        links(span.getLinksList()));
  }

  private static List<RawSpan.RawEvent> events(List<Span.Event> events) {
    List<RawSpan.RawEvent> result = new ArrayList<>(events.size());
    for (Span.Event event : events) {
      result.add(
          new RawSpan.RawEvent(
              event.getTimeUnixNano(), event.getName(), attributes(event.getAttributesList())));
    }
    return result;
  }

  private static List<RawSpan.RawLink> links(List<Span.Link> links) {
    List<RawSpan.RawLink> result = new ArrayList<>(links.size());
    for (Span.Link link : links) {
      result.add(
          new RawSpan.RawLink(
              hex(link.getTraceId()), hex(link.getSpanId()), attributes(link.getAttributesList())));
    }
    return result;
  }

  private static Map<String, JsonNode> attributes(List<KeyValue> attributes) {
    if (attributes.isEmpty()) {
      return Map.of();
    }
    Map<String, JsonNode> result = new HashMap<>(attributes.size() * 2);
    for (KeyValue attribute : attributes) {
      result.put(attribute.getKey(), ProtobufValues.toJson(attribute.getValue()));
    }
    return result;
  }

  private static String hex(ByteString bytes) {
    return bytes.isEmpty() ? "" : HEX.formatHex(bytes.toByteArray());
  }

  private ProtobufDecoder() {}
}
