package io.treeline.exporter.analysis;

import io.treeline.exporter.model.SpanKey;
import java.util.List;

/**
 * Something worth looking at.
 *
 * @param kind what it is
 * @param sentence it in words, with names and numbers
 * @param spans evidence: the spans to look at, the first ones first; at most {@link #MAX_SPANS}
 * @param moreSpans how many more there are
 * @param startEpochNanos when it began
 * @param wasted what was spent in vain, or on getting over it
 */
public record Problem(
    Kind kind,
    String sentence,
    List<SpanKey> spans,
    int moreSpans,
    long startEpochNanos,
    Spend wasted) {

  public static final int MAX_SPANS = 50;

  /** What it is, the gravest first. */
  public enum Kind {
    /** An error the work ended with. */
    ERROR,
    /** An agent stopped at its limit. */
    LIMIT_REACHED,
    /** The same calls again and again. */
    LOOP,
    /** An error that was never made good. */
    ABANDONED,
    /** A person said no. */
    REJECTED,
    /** An error that was made good, at a price. */
    RECOVERED
  }

  public Problem {
    spans = List.copyOf(spans);
  }
}
