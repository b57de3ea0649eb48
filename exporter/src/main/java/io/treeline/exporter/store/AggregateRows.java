package io.treeline.exporter.store;

import io.treeline.exporter.model.AggregateRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by group. Whatever adds up (all but sessions, rates and durations) does so to the last
 * digit: groups, other and without make the total.
 *
 * @param total all spans that count
 * @param groups in the order asked for
 * @param other spans of the groups beyond the limit; null when there are none
 * @param otherGroups how many groups {@code other} stands for
 * @param without spans that have no value of what was grouped by; null when there are none
 */
public record AggregateRows(
    AggregateRow total,
    List<AggregateRow> groups,
    @Nullable AggregateRow other,
    long otherGroups,
    @Nullable AggregateRow without) {
  public AggregateRows {
    groups = List.copyOf(groups);
  }
}
