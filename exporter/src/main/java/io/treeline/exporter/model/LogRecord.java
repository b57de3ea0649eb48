package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log record written during a span.
 *
 * @param key the span; it may come later, or never
 * @param id identity, made of all the record says: 32 lower-case hex digits
 * @param epochNanos when it happened, else when it was seen; null when neither was said
 * @param position order among records of one time: a choice's index, else the place in its request
 * @param severityNumber OpenTelemetry's number, 1 to 24; null when not said
 * @param severityText the sender's word for it; null when not said
 * @param eventName what kind of event it is; null when it is plain text
 * @param body what it says, except what is in {@code content}; null when nothing else
 * @param attributes every attribute as sent, except those whose text is in {@code content}
 * @param service who sent it
 * @param scopeName instrumentation scope; null when not said
 * @param content messages the record carries, as arrays that go on where the record before ended;
 *     {@link Content#NONE} mostly
 */
public record LogRecord(
    SpanKey key,
    String id,
    @Nullable Long epochNanos,
    int position,
    @Nullable Integer severityNumber,
    @Nullable String severityText,
    @Nullable String eventName,
    @Nullable JsonNode body,
    Map<String, JsonNode> attributes,
    String service,
    @Nullable String scopeName,
    Content content) {

  public LogRecord {
    attributes = Map.copyOf(attributes);
  }

  /** This record with other content. */
  public LogRecord withContent(Content replacement) {
    return new LogRecord(
        key,
        id,
        epochNanos,
        position,
        severityNumber,
        severityText,
        eventName,
        body,
        attributes,
        service,
        scopeName,
        replacement);
  }
}
