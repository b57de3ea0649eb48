package io.treeline.exporter.model;

/** Where a session id came from, strongest first. The order of the constants is the precedence. */
public enum SessionIdSource {
  /** {@code treeline.session.id}. */
  OWN_KEY,
  /** {@code session.id}, or the session key of another dialect. */
  SESSION_KEY,
  /** {@code gen_ai.conversation.id}, for want of a session id. */
  CONVERSATION,
  /** No span of the trace has one: the trace is the session. Derived, not given. */
  TRACE;

  /** Whether we made the session up because nobody gave one. */
  public boolean isDerived() {
    return this == TRACE;
  }
}
