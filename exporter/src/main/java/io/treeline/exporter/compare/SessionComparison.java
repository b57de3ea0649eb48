package io.treeline.exporter.compare;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two sessions side by side, step by step. Steps are the spans that stand for something an agent
 * did: neither the application's own, nor an agent's inner steps, nor other views of one call.
 *
 * @param rows each step before those inside of it, both sessions' in order; at most {@link
 *     #MAX_ROWS}
 * @param moreRows how many more there are
 * @param firstDivergence the first row by which the two took different ways; null when they did not
 * @param same rows without a difference
 * @param changed rows with a difference
 * @param onlyA rows of A alone
 * @param onlyB rows of B alone
 */
public record SessionComparison(
    List<Row> rows,
    int moreRows,
    @Nullable Integer firstDivergence,
    int same,
    int changed,
    int onlyA,
    int onlyB) {

  public static final int MAX_ROWS = 20_000;

  public SessionComparison {
    rows = List.copyOf(rows);
  }

  /** What can be different between two steps that stand for the same. */
  public enum Difference {
    /** Arguments of a tool call. */
    ARGUMENTS,
    /** Result of a tool call. */
    RESULT,
    /** The model that answered. */
    MODEL,
    /** What was chosen, of what was on offer. */
    DECISION,
    /** One failed, the other did not; or failed in another way. */
    STATUS,
    /** What was spent there and below, by more than a tenth. */
    COST,
    /** How long it took, by more than half and more than 100 ms. */
    TIME
  }

  /**
   * A step, or two that stand for the same.
   *
   * @param depth number of rows it is inside of
   * @param a A's step; null when only B has it
   * @param b B's step; null when only A has it
   * @param differences between the two; empty when there is one only
   */
  public record Row(int depth, @Nullable Step a, @Nullable Step b, Set<Difference> differences) {
    public Row {
      differences = Set.copyOf(differences);
    }
  }

  /**
   * A step of one session.
   *
   * @param span its span
   * @param kind what it is
   * @param label name of the agent, tool or model
   * @param path its place in the path tree
   * @param offsetNanos its start, since the session's
   * @param durationNanos null while it has not ended
   * @param tokens of counted calls there and below, input and output; null when none said
   * @param costUsd of counted calls there and below; null when none is priced
   * @param error its error's type, {@code error} when it has none; null when it did not fail
   */
  public record Step(
      SpanKey span,
      OperationKind kind,
      String label,
      String path,
      long offsetNanos,
      @Nullable Long durationNanos,
      @Nullable Long tokens,
      @Nullable BigDecimal costUsd,
      @Nullable String error) {}

  /**
   * Compares two sessions.
   *
   * @param a all spans of one, with or without content
   * @param b all spans of the other
   */
  public static SessionComparison of(Collection<Span> a, Collection<Span> b) {
    return new Alignment(Steps.of(a), Steps.of(b)).compare();
  }
}
