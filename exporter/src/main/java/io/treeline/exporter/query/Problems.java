package io.treeline.exporter.query;

import io.treeline.exporter.model.SpanExample;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is worth looking at in many sessions.
 *
 * @param sessions how many were chosen
 * @param pending how many of them were not analysed since they changed
 * @param costUsd what they cost together; null when nothing is priced
 * @param nanos how long they lasted together
 * @param problems the gravest first
 * @param more how many more there are
 */
public record Problems(
    long sessions,
    long pending,
    @Nullable BigDecimal costUsd,
    long nanos,
    List<Found> problems,
    int more) {

  public Problems {
    problems = List.copyOf(problems);
  }

  /** What it is. */
  public enum Kind {
    /** A decision point that fails. */
    FAILING,
    /** The same calls again and again. */
    LOOP,
    /** Agents that stop at their limit. */
    LIMIT_REACHED,
    /** People are needed. */
    HUMAN,
    /** Each call sends more than the one before. */
    GROWING_CONTEXT,
    /** A tool that sessions wait for. */
    SLOW_TOOL,
    /** A place where most of the money goes. */
    EXPENSIVE_PATH
  }

  /**
   * A problem.
   *
   * @param kind what it is
   * @param path where
   * @param subject who
   * @param sentence it in words, with numbers
   * @param sessions how many sessions have it, at least
   * @param failedSessions how many of them ended in error
   * @param times how often
   * @param costUsd money at stake; null when unknown
   * @param nanos time at stake
   * @param inputTokens input tokens at stake; null when unknown
   * @param avoidable whether what is at stake was spent in vain; else it was spent on what is worth
   *     a look
   * @param weight what it is ranked by: the largest of its shares of all money, all time and all
   *     sessions, the last only of those that ended in error; a twentieth of it unless avoidable
   * @param examples where most is at stake
   */
  public record Found(
      Kind kind,
      String path,
      String subject,
      String sentence,
      long sessions,
      long failedSessions,
      long times,
      @Nullable BigDecimal costUsd,
      long nanos,
      @Nullable Long inputTokens,
      boolean avoidable,
      double weight,
      List<SpanExample> examples) {
    public Found {
      examples = List.copyOf(examples);
    }
  }
}
