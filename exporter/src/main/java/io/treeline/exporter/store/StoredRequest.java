package io.treeline.exporter.store;

import io.treeline.exporter.model.Span;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param sessionId the session it belongs to
 * @param sessionIdGiven whether somebody gave that id, to the span or to its trace
 * @param sessionName the session's given name; null when it has none
 * @param scores numbers of the scores of this span, by name; of several the newest
 */
public record StoredRequest(
    Span span,
    String sessionId,
    boolean sessionIdGiven,
    @Nullable String sessionName,
    SortedMap<String, Double> scores) {

  /** This request with another span, such as the same one with its content. */
  public StoredRequest withSpan(Span replacement) {
    return new StoredRequest(replacement, sessionId, sessionIdGiven, sessionName, scores);
  }
}
