package io.treeline.exporter.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation, whatever convention its sender used.
 *
 * @param key identity
 * @param parentSpanId 16 lower-case hex digits; null for a root. The parent may never arrive
 * @param name span name as sent
 * @param kind OpenTelemetry span kind
 * @param startEpochNanos start
 * @param endEpochNanos end, not before the start; null while nobody said that it ended
 * @param status status code
 * @param statusMessage status description; null when empty
 * @param errorType {@code error.type}, else the type of the recorded exception
 * @param errorSource where the error was found; null exactly when {@code status} is not ERROR
 * @param origin resource and scope
 * @param session what the span says of its session
 * @param operation the GenAI side
 * @param content what was said
 * @param attributes every attribute as sent, except those whose text is in {@code content}
 * @param events in the order sent
 * @param links in the order sent
 * @param dialect name of the dialect that normalized it, for debugging
 */
public record Span(
    SpanKey key,
    @Nullable String parentSpanId,
    String name,
    SpanKind kind,
    long startEpochNanos,
    @Nullable Long endEpochNanos,
    SpanStatus status,
    @Nullable String statusMessage,
    @Nullable String errorType,
    @Nullable ErrorSource errorSource,
    Origin origin,
    SessionFacts session,
    Operation operation,
    Content content,
    Map<String, JsonNode> attributes,
    List<SpanEvent> events,
    List<SpanLink> links,
    String dialect) {

  public Span {
    if (endEpochNanos != null && endEpochNanos < startEpochNanos) {
      throw new IllegalArgumentException(
          "span must not end before it starts: started at "
              + startEpochNanos
              + " ns, ended at "
              + endEpochNanos
              + " ns");
    }
    attributes = Map.copyOf(attributes);
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  /** Duration in nanoseconds; null while nobody said that the span ended. */
  public @Nullable Long durationNanos() {
    return endEpochNanos == null ? null : endEpochNanos - startEpochNanos;
  }

  /** This span with other facts of its session. */
  public Span withSession(SessionFacts replacement) {
    return new Span(
        key,
        parentSpanId,
        name,
        kind,
        startEpochNanos,
        endEpochNanos,
        status,
        statusMessage,
        errorType,
        errorSource,
        origin,
        replacement,
        operation,
        content,
        attributes,
        events,
        links,
        dialect);
  }

  /** This span with another GenAI side. */
  public Span withOperation(Operation replacement) {
    return new Span(
        key,
        parentSpanId,
        name,
        kind,
        startEpochNanos,
        endEpochNanos,
        status,
        statusMessage,
        errorType,
        errorSource,
        origin,
        session,
        replacement,
        content,
        attributes,
        events,
        links,
        dialect);
  }

  /** This span with other content. */
  public Span withContent(Content replacement) {
    return new Span(
        key,
        parentSpanId,
        name,
        kind,
        startEpochNanos,
        endEpochNanos,
        status,
        statusMessage,
        errorType,
        errorSource,
        origin,
        session,
        operation,
        replacement,
        attributes,
        events,
        links,
        dialect);
  }
}
