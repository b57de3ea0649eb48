package io.treeline.exporter.query;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.AggregateRow.Bucket;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanPath;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Interval;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.SpanReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers {@link AggregateRequest}s. */
final class AggregateAnswers {

  private static final int MOST_BUCKETS = 2_000;
  private static final int MOST_CELLS = 50_000;

  private AggregateAnswers() {}

  static Aggregates answer(SpanReader reader, AggregateRequest request) {
    AggregateQuery query = AggregateParser.parse(request);
    Interval interval = query.interval();
    TimeRange range = query.filter().range();
    if (interval != null && range.startEpochNanosInclusive() != Long.MIN_VALUE) {
      // Known before anything is read, so asked for before.
      checkBuckets(bucketsBetween(interval, range.startEpochNanosInclusive(), end(range)), query);
    }
    AggregateRows rows = reader.aggregate(query, AggregateAnswers::derive);
    if (interval != null) {
      rows = withEmptyBuckets(rows, query, interval);
    }
    return new Aggregates(
        request.groupBy() == null ? "none" : request.groupBy(),
        request.interval(),
        rows.total(),
        rows.groups(),
        rows.other(),
        rows.otherGroups(),
        rows.without(),
        query.measures());
  }

  /** As the path tree has it. */
  static Map<SpanKey, String> derive(List<Span> spans) {
    SpanForest forest = SpanForest.of(spans);
    List<SpanPath> paths = PathDerivation.derive(forest);
    Map<SpanKey, String> byKey = new HashMap<>();
    for (int node = 0; node < forest.size(); node++) {
      byKey.put(forest.span(node).key(), paths.get(node).path());
    }
    return byKey;
  }

  private static AggregateRows withEmptyBuckets(
      AggregateRows rows, AggregateQuery query, Interval interval) {
    List<Bucket> found = rows.total().series();
    TimeRange range = query.filter().range();
    boolean open = range.startEpochNanosInclusive() == Long.MIN_VALUE;
    if (found.isEmpty() && (open || range.endEpochNanosExclusive() == Long.MAX_VALUE)) {
      return rows;
    }
    long first =
        open
            ? found.get(0).startEpochNanos()
            : interval.bucketStart(range.startEpochNanosInclusive());
    long last =
        range.endEpochNanosExclusive() == Long.MAX_VALUE
            ? found.get(found.size() - 1).startEpochNanos()
            : interval.bucketStart(range.endEpochNanosExclusive() - 1);
    long buckets = last < first ? 0 : bucketsBetween(interval, first, last);
    checkBuckets(buckets, query);
    List<Long> starts = new ArrayList<>();
    for (long i = 0; i < buckets; i++) {
      starts.add(first + i * interval.nanos());
    }
    AggregateRow other = rows.other();
    AggregateRow without = rows.without();
    return new AggregateRows(
        fill(rows.total(), starts),
        rows.groups().stream().map(row -> fill(row, starts)).toList(),
        other == null ? null : fill(other, starts),
        rows.otherGroups(),
        without == null ? null : fill(without, starts));
  }

  private static AggregateRow fill(AggregateRow row, List<Long> starts) {
    Map<Long, Measures> found = new HashMap<>();
    row.series().forEach(bucket -> found.put(bucket.startEpochNanos(), bucket.measures()));
    return new AggregateRow(
        row.key(),
        row.measures(),
        starts.stream()
            .map(start -> new Bucket(start, found.getOrDefault(start, Measures.NONE)))
            .toList());
  }

  private static long end(TimeRange range) {
    return range.endEpochNanosExclusive() == Long.MAX_VALUE
        ? range.startEpochNanosInclusive()
        : range.endEpochNanosExclusive() - 1;
  }

  /** Number of buckets from the one that holds a time to the one that holds another. */
  private static long bucketsBetween(Interval interval, long first, long last) {
    long from = Math.floorDiv(first - interval.originEpochNanos(), interval.nanos());
    return Math.floorDiv(last - interval.originEpochNanos(), interval.nanos()) - from + 1;
  }

  private static void checkBuckets(long buckets, AggregateQuery query) {
    boolean tooMany = buckets > MOST_BUCKETS || buckets * query.limit() > MOST_CELLS;
    if (tooMany) {
      throw QueryException.invalid(
          ("a series must have at most %d buckets, and %d over all groups: this one would have %d"
                  + " for each of up to %d groups; name a shorter time with from and to, a longer"
                  + " interval or a smaller limit")
              .formatted(MOST_BUCKETS, MOST_CELLS, buckets, query.limit()));
    }
  }
}
