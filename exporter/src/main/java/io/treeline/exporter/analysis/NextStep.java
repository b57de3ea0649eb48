package io.treeline.exporter.analysis;

/** What came next after an error. */
public enum NextStep {
  /** The same with the same arguments. */
  BLIND_RETRY,
  /** The same tool with other arguments. */
  REPAIR,
  /** The same again; whether the arguments were the same is not known. */
  RETRY,
  /** Another tool, agent or search in its place. */
  FALLBACK_TOOL,
  /** Another model in its place. */
  FALLBACK_MODEL,
  /** A person was asked. */
  ASKED_HUMAN,
  /** The work went on, or answered, without it. */
  GAVE_UP,
  /** Nothing: the work ended with the error. */
  ENDED
}
