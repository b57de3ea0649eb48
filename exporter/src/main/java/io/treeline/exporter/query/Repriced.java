package io.treeline.exporter.query;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Repricing} did.
 *
 * @param dryRun whether nothing was changed
 * @param sessions that were chosen
 * @param calls of them, ended
 * @param changed calls whose cost or price row is another one now
 * @param changes the changed calls by the rows that priced them before and now, most calls first
 */
public record Repriced(
    boolean dryRun, long sessions, long calls, long changed, List<Change> changes) {

  /**
   * @param before what priced them, as {@code costSource} says; null for calls without a price
   * @param after what prices them now; null for calls without a price
   */
  record Rows(@Nullable String before, @Nullable String after) {}

  /**
   * Calls that one row priced and another, or the same with other prices, prices now.
   *
   * @param before as {@code costSource} said; null for calls without a price
   * @param after as it says now; null for calls without a price
   * @param calls how many
   */
  public record Change(@Nullable String before, @Nullable String after, long calls) {}

  public Repriced {
    changes = List.copyOf(changes);
  }

  Repriced(boolean dryRun, long sessions, long calls, long changed, Map<Rows, Long> byRows) {
    this(
        dryRun,
        sessions,
        calls,
        changed,
        byRows.entrySet().stream()
            .map(
                entry ->
                    new Change(entry.getKey().before(), entry.getKey().after(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(Change::calls)
                    .reversed()
                    .thenComparing(change -> change.before() + " " + change.after()))
            .toList());
  }
}
