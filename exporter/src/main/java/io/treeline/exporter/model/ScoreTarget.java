package io.treeline.exporter.model;

import org.jspecify.annotations.Nullable;

/**
 * What a score is about. It need not be stored yet, nor ever.
 *
 * @param kind which of the others name it
 * @param traceId of a span or a trace: 32 lower-case hex digits
 * @param spanId of a span: 16 lower-case hex digits
 * @param sessionId of a session
 * @param sessionName of a path: the name of the sessions it stands in
 * @param path of a path: with a leading slash
 * @param responseId of a response: the provider's id of the answer
 */
public record ScoreTarget(
    Kind kind,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String sessionId,
    @Nullable String sessionName,
    @Nullable String path,
    @Nullable String responseId) {

  /** Kinds of targets. */
  public enum Kind {
    /** One span. */
    SPAN,
    /** All of a trace: shown with the session the trace belongs to. */
    TRACE,
    /** One session. */
    SESSION,
    /** A place in the path tree of all sessions of a name. */
    PATH,
    /** The span that got the model's answer with this id. */
    RESPONSE
  }

  public ScoreTarget {
    boolean wellFormed =
        (traceId != null) == (kind == Kind.SPAN || kind == Kind.TRACE)
            && (spanId != null) == (kind == Kind.SPAN)
            && (sessionId != null) == (kind == Kind.SESSION)
            && (sessionName != null) == (kind == Kind.PATH)
            && (path != null) == (kind == Kind.PATH)
            && (responseId != null) == (kind == Kind.RESPONSE);
    if (!wellFormed) {
      throw new IllegalArgumentException(
          "the target of a score must have the ids of its kind and no others: kind was " + kind);
    }
  }

  /** A span. */
  public static ScoreTarget span(SpanKey key) {
    return new ScoreTarget(Kind.SPAN, key.traceId(), key.spanId(), null, null, null, null);
  }

  /**
   * A trace.
   *
   * @throws IllegalArgumentException when it is no trace id
   */
  public static ScoreTarget trace(String traceId) {
    String checked = new SpanKey(traceId, "0000000000000001").traceId();
    return new ScoreTarget(Kind.TRACE, checked, null, null, null, null, null);
  }

  /** A session. */
  public static ScoreTarget session(String sessionId) {
    return new ScoreTarget(Kind.SESSION, null, null, sessionId, null, null, null);
  }

  /** A path in the sessions of a name. */
  public static ScoreTarget path(String sessionName, String path) {
    return new ScoreTarget(Kind.PATH, null, null, null, sessionName, path, null);
  }

  /** The span with a response id. */
  public static ScoreTarget response(String responseId) {
    return new ScoreTarget(Kind.RESPONSE, null, null, null, null, null, responseId);
  }

  /** The span's key; null when the target is no span. */
  public @Nullable SpanKey spanKey() {
    return traceId == null || spanId == null ? null : new SpanKey(traceId, spanId);
  }
}
