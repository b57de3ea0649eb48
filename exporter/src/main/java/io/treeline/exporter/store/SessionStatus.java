package io.treeline.exporter.store;

/**
 * Outcome of a session. A top-most span is one whose parent is not a stored span of the session.
 */
public enum SessionStatus {
  /** No span is in error. */
  OK,
  /**
   * Some span is in error, but the top-most span that ended last is not. Spans that have not ended
   * come before all that have.
   */
  RECOVERED,
  /** The top-most span that ended last (ties: latest start, then largest span id) is in error. */
  ERROR
}
