package io.treeline.exporter.store;

import io.treeline.exporter.model.SpanKey;

/** Which span, and the id of the session it belongs to. */
public record SpanInSession(String sessionId, SpanKey key) {}
