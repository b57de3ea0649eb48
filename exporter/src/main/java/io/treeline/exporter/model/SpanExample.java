package io.treeline.exporter.model;

/**
 * A session and one of its spans to look at.
 *
 * @param sessionId its id
 * @param span the span
 */
public record SpanExample(String sessionId, SpanKey span) {}
