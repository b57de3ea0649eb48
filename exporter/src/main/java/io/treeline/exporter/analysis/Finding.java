package io.treeline.exporter.analysis;

import io.treeline.exporter.model.SpanKey;

/**
 * Something that went wrong, or took more than it should, at one place of one session.
 *
 * @param kind what it is
 * @param path where
 * @param subject who: name of the tool, model or agent, of a loop all of them
 * @param span the span to look at first
 * @param times errors, redundant calls, runs, interventions or calls, by kind
 * @param spend what is at stake, see {@link Kind}
 */
public record Finding(
    Kind kind, String path, String subject, SpanKey span, long times, Spend spend) {

  /** What it is, and what is at stake. */
  public enum Kind {
    /** An error the work ended with: what had been spent on what failed. */
    ERROR,
    /** An error nothing made good: what had been spent on what failed, and on attempts. */
    ABANDONED,
    /** An error that was made good: what had been spent on what failed, and on getting over it. */
    RECOVERED,
    /** The same calls again and again: what the redundant ones took. */
    LOOP,
    /** An agent stopped at its limit: what its run took. */
    LIMIT_REACHED,
    /** A person was needed: how long that took. */
    HUMAN,
    /** A person said no: how long that took, and what had been spent on what was refused. */
    REJECTED,
    /**
     * Each call of a run sent more than the one before: input tokens beyond those of the first
     * call, time and cost of the calls after it.
     */
    GROWING_CONTEXT
  }
}
