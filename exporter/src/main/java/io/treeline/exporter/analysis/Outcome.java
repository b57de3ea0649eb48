package io.treeline.exporter.analysis;

/** How a span ended, seen with what came after it. */
public enum Outcome {
  /** Not in error. */
  OK,
  /** Not in error, and found nothing: an answer, not a failure. */
  NOT_FOUND,
  /** In error, and what took its place succeeded. */
  RECOVERED,
  /** In error, nothing made it good, and the work went on without it. */
  ABANDONED,
  /** In error, and the work that needed it ended with it, or has not gone on yet. */
  ERROR
}
