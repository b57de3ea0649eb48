package io.treeline.exporter.query;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.store.Measure;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by group, every bucket of a series there, those without a span too.
 *
 * @param groupBy as asked for
 * @param interval as asked for; null without series
 * @param total all spans that count
 * @param groups in the order asked for
 * @param other spans of the groups beyond the limit; null when there are none
 * @param otherGroups how many groups {@code other} stands for
 * @param without spans that have no value of what was grouped by; null when there are none
 * @param measures the numbers that were asked for; the others mean nothing
 */
public record Aggregates(
    String groupBy,
    @Nullable String interval,
    AggregateRow total,
    List<AggregateRow> groups,
    @Nullable AggregateRow other,
    long otherGroups,
    @Nullable AggregateRow without,
    Set<Measure> measures) {
  public Aggregates {
    groups = List.copyOf(groups);
  }
}
