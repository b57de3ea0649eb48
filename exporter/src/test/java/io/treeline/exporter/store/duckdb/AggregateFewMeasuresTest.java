package io.treeline.exporter.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.AggregateQuery.Group;
import io.treeline.exporter.store.AggregateQuery.Interval;
import io.treeline.exporter.store.AggregateQuery.Scope;
import io.treeline.exporter.store.AggregateQuery.Sort;
import io.treeline.exporter.store.AggregateRows;
import io.treeline.exporter.store.Filters;
import io.treeline.exporter.store.Measure;
import io.treeline.exporter.store.SessionStatus;
import io.treeline.exporter.store.SpanStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for alone is what it is among all measures. */
class AggregateFewMeasuresTest {

  private static final int QUESTIONS = 40;
  private static final Set<Measure> OF_SESSIONS =
      Set.of(Measure.SESSIONS, Measure.SPANS, Measure.ERRORS, Measure.COST);
  private static final Sort[] SORTS = {Sort.KEY, Sort.SESSIONS, Sort.SPANS, Sort.ERRORS, Sort.COST};

  @TempDir static Path directory;
  private static SpanStore store;

  @BeforeAll
  static void write() {
    store = DuckDbSpanStore.open(directory);
    Random random = new Random(7);
    for (int trace = 0; trace < 80; trace++) {
      store.writer().write(trace(random, trace));
    }
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void aggregate_measuresThatSessionsHave_areThoseOfTheFullAnswer() {
    Random random = new Random(8);
    int groups = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      AggregateQuery full =
          new AggregateQuery(
              filter(random).build(),
              Scope.SESSION,
              one(random, Group.NONE, Group.SESSION, Group.NAME, Group.STATUS),
              null,
              one(random, null, Interval.MINUTE, Interval.HOUR),
              one(random, SORTS),
              random.nextBoolean(),
              1 + random.nextInt(6));
      AggregateQuery few = only(full, OF_SESSIONS);
      assertThat(AggregateSessions.canAnswer(few)).isTrue();
      AggregateRows expected = store.reader().aggregate(full, null);
      assertThat(numbers(store.reader().aggregate(few, null), AggregateFewMeasuresTest::ofSessions))
          .as("question %d: %s", i, full)
          .isEqualTo(numbers(expected, AggregateFewMeasuresTest::ofSessions));
      groups += expected.groups().size();
    }
    // Questions that find nothing prove little.
    assertThat(groups).isGreaterThan(QUESTIONS);
  }

  @Test
  void aggregate_durationsOfOneKind_areThoseOfTheFullAnswer() {
    Random random = new Random(9);
    int found = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      AggregateQuery full =
          new AggregateQuery(
              filter(random).operation(one(random, OperationKind.LLM, OperationKind.AGENT)).build(),
              Scope.SPAN,
              Group.NONE,
              null,
              one(random, null, Interval.MINUTE),
              Sort.SPANS,
              true,
              10);
      AggregateQuery few = only(full, Set.of(Measure.DURATION));
      if (!AggregateTimes.canAnswer(few)) {
        continue;
      }
      AggregateRows expected = store.reader().aggregate(full, null);
      assertThat(numbers(store.reader().aggregate(few, null), Measures::duration))
          .as("question %d: %s", i, full)
          .isEqualTo(numbers(expected, Measures::duration));
      found += expected.total().measures().duration().meanNanos() == null ? 0 : 1;
    }
    assertThat(found).isGreaterThan(QUESTIONS / 4);
  }

  private static AggregateQuery only(AggregateQuery query, Set<Measure> measures) {
    return new AggregateQuery(
        query.filter(),
        query.scope(),
        query.group(),
        query.property(),
        query.interval(),
        query.sort(),
        query.descending(),
        query.limit(),
        measures);
  }

  private static List<Object> ofSessions(Measures measures) {
    return List.of(
        measures.sessions(),
        measures.spans(),
        measures.errors(),
        measures.costUsd() == null ? "unknown" : measures.costUsd().stripTrailingZeros());
  }

  private static List<Object> numbers(AggregateRows rows, Function<Measures, ?> pick) {
    List<Object> all = new ArrayList<>();
    all.add(rows.otherGroups());
    Stream.concat(
            Stream.of("total", numbers(rows.total(), pick)),
            Stream.of(numbers(rows.other(), pick), numbers(rows.without(), pick)))
        .forEach(all::add);
    rows.groups().forEach(group -> all.add(numbers(group, pick)));
    return all;
  }

  private static List<Object> numbers(@Nullable AggregateRow row, Function<Measures, ?> pick) {
    if (row == null) {
      return List.of();
    }
    List<Object> all = new ArrayList<>();
    all.add(String.valueOf(row.key()));
    all.add(pick.apply(row.measures()));
    row.series()
        .forEach(
            bucket -> {
              all.add(bucket.startEpochNanos());
              all.add(pick.apply(bucket.measures()));
            });
    return all;
  }

  private static Filters filter(Random random) {
    Filters filter = Filters.filter();
    if (random.nextBoolean()) {
      long start = TestSpans.START_EPOCH_NANOS + random.nextInt(400) * 1_000_000_000L;
      filter.range(new TimeRange(start, start + (1 + random.nextInt(300)) * 1_000_000_000L));
    }
    switch (random.nextInt(8)) {
      case 0 -> filter.status(one(random, SessionStatus.values()));
      case 1 -> filter.model("m" + random.nextInt(2));
      case 2 -> filter.text("S" + random.nextInt(3));
      case 3 -> filter.errors("1", null);
      case 4 -> filter.agent("planner");
      default -> {}
    }
    return filter;
  }

  private static List<Span> trace(Random random, int trace) {
    List<Span> spans = new ArrayList<>();
    String session = random.nextInt(4) == 0 ? null : "s" + random.nextInt(30);
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      SpanBuilder span =
          switch (random.nextInt(3)) {
            case 0 -> TestSpans.agent("planner");
            case 1 -> TestSpans.llm("m" + random.nextInt(2)).tokens(10, 1).cost("0.0" + i);
            default -> TestSpans.tool("search");
          };
      if (!spans.isEmpty()) {
        span.childOf(spans.get(random.nextInt(spans.size())));
      }
      if (session != null && random.nextBoolean()) {
        span.session(session);
      }
      if (random.nextInt(4) == 0) {
        span.error("refused");
      }
      long start = trace * 5_000L + random.nextInt(40_000);
      spans.add(span.at(start, start + random.nextInt(30_000)).build());
    }
    return spans;
  }

  @SafeVarargs
  private static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }
}
