package io.treeline.exporter.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads one span of OTLP's JSON encoding. */
final class JsonSpanReader {

  private static final Map<String, Integer> KINDS =
      Map.of(
          "SPAN_KIND_UNSPECIFIED", 0,
          "SPAN_KIND_INTERNAL", 1,
          "SPAN_KIND_SERVER", 2,
          "SPAN_KIND_CLIENT", 3,
          "SPAN_KIND_PRODUCER", 4,
          "SPAN_KIND_CONSUMER", 5);
  private static final Map<String, Integer> STATUS_CODES =
      Map.of("STATUS_CODE_UNSET", 0, "STATUS_CODE_OK", 1, "STATUS_CODE_ERROR", 2);

  static RawSpan read(RawSpan.RawOrigin origin, JsonFields span) {
    JsonFields status = span.object("status", "status");
    return new RawSpan(
        origin,
        span.id("traceId", "trace_id"),
        span.id("spanId", "span_id"),
        span.id("parentSpanId", "parent_span_id"),
        span.text("name", "name"),
        span.enumeration("kind", KINDS),
        span.unsigned("startTimeUnixNano", "start_time_unix_nano"),
        span.unsigned("endTimeUnixNano", "end_time_unix_nano"),
        status.enumeration("code", STATUS_CODES),
        status.text("message", "message"),
        span.attributes(),
        events(span),
        links(span));
  }

  private static List<RawSpan.RawEvent> events(JsonFields span) {
    List<RawSpan.RawEvent> events = new ArrayList<>();
    for (JsonFields event : span.objects("events", "events")) {
      events.add(
          new RawSpan.RawEvent(
              event.unsigned("timeUnixNano", "time_unix_nano"),
              event.text("name", "name"),
              event.attributes()));
    }
    return events;
  }

  private static List<RawSpan.RawLink> links(JsonFields span) {
    List<RawSpan.RawLink> links = new ArrayList<>();
    for (JsonFields link : span.objects("links", "links")) {
      links.add(
          new RawSpan.RawLink(
              link.id("traceId", "trace_id"), link.id("spanId", "span_id"), link.attributes()));
    }
    return links;
  }

  private JsonSpanReader() {}
}
