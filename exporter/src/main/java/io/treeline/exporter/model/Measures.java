package io.treeline.exporter.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a set of spans of any sessions, by the rules of a session's own numbers.
 *
 * @param sessions different sessions they belong to
 * @param spans number of spans
 * @param llmCalls spans of kind LLM
 * @param toolCalls spans of kind TOOL or MCP, an MCP span directly inside a TOOL span not counted
 * @param errors spans in error none of whose children is in error: each error where it happened
 * @param failed spans in error, wherever the error came from
 * @param duration times of the spans that have ended, an MCP span directly inside a TOOL span not
 *     counted
 * @param timeToFirstChunk of the spans that say it
 * @param tokens sums over spans that own usage; null where none of them reported it, or the sum is
 *     beyond 64 bits
 * @param costUsd exact sum of priced calls; null when no call is priced
 * @param unpricedCalls LLM and embedding calls without a price
 * @param estimatedCalls calls whose tokens were counted from their text: the part of tokens and
 *     cost that is not what the provider said
 * @param recovery what became of their errors
 * @param findings what was found of their sessions
 */
public record Measures(
    long sessions,
    long spans,
    long llmCalls,
    long toolCalls,
    long errors,
    long failed,
    Times duration,
    Times timeToFirstChunk,
    TokenUsage tokens,
    @Nullable BigDecimal costUsd,
    long unpricedCalls,
    long estimatedCalls,
    RecoveryMeasures recovery,
    SessionFindings findings) {

  /** No span. */
  public static final Measures NONE =
      new Measures(
          0,
          0,
          0,
          0,
          0,
          0,
          Times.NONE,
          Times.NONE,
          TokenUsage.UNKNOWN,
          null,
          0,
          0,
          RecoveryMeasures.NONE,
          SessionFindings.NONE);

  /**
   * Exact percentiles by nearest rank: each is a time that a span took. All null when there is no
   * time.
   *
   * @param meanNanos rounded to the nearest nanosecond
   */
  public record Times(
      @Nullable Long meanNanos,
      @Nullable Long p50Nanos,
      @Nullable Long p95Nanos,
      @Nullable Long p99Nanos) {
    public static final Times NONE = new Times(null, null, null, null);
  }
}
