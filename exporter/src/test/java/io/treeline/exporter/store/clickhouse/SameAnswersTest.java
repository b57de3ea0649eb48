package io.treeline.exporter.store.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.Analysed;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.ProjectId;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.AggregateQuery;
import io.treeline.exporter.store.ContentQuery;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.DerivePaths;
import io.treeline.exporter.store.Filters;
import io.treeline.exporter.store.FindingRow;
import io.treeline.exporter.store.Paths;
import io.treeline.exporter.store.SessionFilter;
import io.treeline.exporter.store.SessionQuery;
import io.treeline.exporter.store.SessionRows;
import io.treeline.exporter.store.SessionStatus;
import io.treeline.exporter.store.SpanReader;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.SqlQuery;
import io.treeline.exporter.store.SqlResult;
import io.treeline.exporter.store.TextQuery;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both engines are asked the same random questions about the same random spans. */
class SameAnswersTest {

  private static final long SEED = 20_261_123;
  // 200 take minutes on a busy machine: -Dtreeline.test.questions=200.
  private static final int QUESTIONS = Integer.getInteger("treeline.test.questions", 40);
  private static final String[] WORDS = {"invoice", "Café", "refund", "späte", "order 17", "x"};
  private static final DerivePaths PATHS = Paths.DERIVED;

  @TempDir static Path directory;
  private static SpanStore duckDb;
  private static SpanStore clickHouse;

  @BeforeAll
  static void writeToBoth() {
    ClickHouseSettings settings = ClickHouseServer.settings();
    duckDb = DuckDbSpanStore.open(directory);
    clickHouse =
        ClickHouseSpanStore.open(
            settings, new ProjectId(TestSpans.random("d").toLowerCase(Locale.ROOT)));
    Random random = new Random(SEED);
    List<Span> all = new ArrayList<>();
    for (int trace = 0; trace < 60; trace++) {
      all.addAll(trace(random, trace));
    }
    for (int from = 0; from < all.size(); from += 100) {
      List<Span> some = all.subList(from, Math.min(all.size(), from + 100));
      duckDb.writer().write(some);
      clickHouse.writer().write(some);
    }
    Analysed.all(duckDb);
    Analysed.all(clickHouse);
  }

  @AfterAll
  static void close() {
    if (clickHouse != null) {
      clickHouse.close();
      duckDb.close();
    }
  }

  @Test
  void questions_random_haveTheSameAnswers() {
    Random random = new Random(SEED + 1);
    int found = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> found += sessions(random, i);
        case 2, 3 -> found += aggregate(random, i);
        case 4 -> found += decisions(random, i);
        case 5 -> found += findings(random, i);
        case 6 -> found += sql(random, i);
        default -> found += search(random, i);
      }
    }
    // Questions that find nothing prove little.
    assertThat(found).isGreaterThan(QUESTIONS);
  }

  private static int sessions(Random random, int number) {
    SessionFilter filter = filter(random);
    SessionQuery.Order order = one(random, SessionQuery.Order.values());
    boolean descending = random.nextBoolean();
    int limit = 1 + random.nextInt(12);
    SessionQuery.Position after = null;
    SessionQuery.Position ownAfter = null;
    int found = 0;
    do {
      SessionQuery query = new SessionQuery(filter, order, descending, limit, after);
      SessionRows expected = duckDb.reader().findSessions(query);
      // How an engine spells a position is its own business.
      SessionRows own =
          clickHouse
              .reader()
              .findSessions(new SessionQuery(filter, order, descending, limit, ownAfter));
      assertThat(own.rows()).as("question %d: %s", number, query).isEqualTo(expected.rows());
      assertThat(own.next() == null)
          .as("question %d: %s", number, query)
          .isEqualTo(expected.next() == null);
      found += expected.rows().size();
      after = expected.next();
      ownAfter = own.next();
    } while (after != null);
    return found;
  }

  private static int aggregate(Random random, int number) {
    AggregateQuery.Group group = one(random, AggregateQuery.Group.values());
    AggregateQuery query =
        new AggregateQuery(
            filter(random),
            one(random, AggregateQuery.Scope.values()),
            group,
            group == AggregateQuery.Group.PROPERTY ? "tier" : null,
            random.nextInt(3) == 0 ? AggregateQuery.Interval.MINUTE : null,
            one(random, AggregateQuery.Sort.values()),
            random.nextBoolean(),
            1 + random.nextInt(6));
    var expected = duckDb.reader().aggregate(query, PATHS);
    assertThat(clickHouse.reader().aggregate(query, PATHS))
        .as("question %d: %s", number, query)
        .isEqualTo(expected);
    return expected.groups().size();
  }

  private static int decisions(Random random, int number) {
    DecisionQuery query =
        new DecisionQuery(filter(random), 1 + random.nextInt(40), random.nextInt(3) * 5);
    DecisionRows expected = duckDb.outcomes().decisions(query);
    assertThat(clickHouse.outcomes().decisions(query))
        .as("question %d: %s", number, query)
        .isEqualTo(expected);
    return expected.places().size();
  }

  private static int findings(Random random, int number) {
    SessionFilter filter = filter(random);
    int limit = 1 + random.nextInt(5);
    int examples = random.nextInt(4);
    List<FindingRow> expected = duckDb.outcomes().findings(filter, limit, examples);
    assertThat(clickHouse.outcomes().findings(filter, limit, examples))
        .as("question %d: %s", number, filter)
        .isEqualTo(expected);
    return expected.size();
  }

  private static int sql(Random random, int number) {
    SqlQuery query = new SqlQuery(RandomSql.statement(random), 50, Duration.ofMinutes(1));
    SqlResult expected = duckDb.reader().sql(query, PATHS);
    SqlResult own = clickHouse.reader().sql(query, PATHS);
    assertThat(RandomSql.names(own))
        .as("question %d: %s", number, query)
        .isEqualTo(RandomSql.names(expected));
    assertThat(RandomSql.rows(own))
        .as("question %d: %s", number, query)
        .isEqualTo(RandomSql.rows(expected));
    assertThat(own.truncated()).as(query.sql()).isEqualTo(expected.truncated());
    return expected.rows().size();
  }

  private static int search(Random random, int number) {
    ContentQuery.Position after = null;
    TextQuery text = TextQuery.parse(one(random, WORDS));
    EnumSet<ContentQuery.Part> parts = EnumSet.of(one(random, ContentQuery.Part.values()));
    parts.add(one(random, ContentQuery.Part.values()));
    TimeRange range = range(random);
    int found = 0;
    do {
      ContentQuery query =
          new ContentQuery(text, range, parts, 1 + random.nextInt(9), Duration.ofMinutes(1), after);
      var expected = duckDb.reader().search(query);
      assertThat(hits(clickHouse.reader(), query))
          .as("question %d: %s", number, query)
          .isEqualTo(hits(duckDb.reader(), query));
      found += expected.hits().size();
      after = expected.next();
    } while (after != null);
    return found;
  }

  private static List<Object> hits(SpanReader reader, ContentQuery query) {
    return List.copyOf(reader.search(query).hits());
  }

  private static SessionFilter filter(Random random) {
    Filters filter = Filters.filter().range(range(random));
    for (int i = random.nextInt(3); i > 0; i--) {
      switch (random.nextInt(14)) {
        case 0 -> filter.user("u" + random.nextInt(4));
        case 1 -> filter.property("tier", "t" + random.nextInt(3));
        case 2 -> filter.status(one(random, SessionStatus.values()));
        case 3 -> filter.model("m" + random.nextInt(3));
        case 4 -> filter.tool("tool" + random.nextInt(3));
        case 5 -> filter.agent("agent" + random.nextInt(2));
        case 6 -> filter.operation(one(random, OperationKind.values()));
        case 7 -> filter.text("S" + random.nextInt(4));
        case 8 -> filter.cost("0." + random.nextInt(5), null);
        case 9 -> filter.errors(String.valueOf(random.nextInt(3)), null);
        case 10 -> filter.path("/p" + random.nextInt(3));
        case 11 -> filter.path("/");
        case 12 -> filter.durationNanos(random.nextInt(2_000) + "000000", null);
        default -> filter.content(one(random, WORDS));
      }
    }
    return filter.build();
  }

  private static TimeRange range(Random random) {
    if (random.nextBoolean()) {
      return TimeRange.ALL;
    }
    long start = TestSpans.START_EPOCH_NANOS + random.nextInt(2_500) * 1_000_000L;
    return new TimeRange(start, start + 1 + random.nextInt(2_000) * 1_000_000L);
  }

  private static List<Span> trace(Random random, int trace) {
    List<Span> spans = new ArrayList<>();
    String session = random.nextInt(5) == 0 ? null : "s" + random.nextInt(25);
    for (int i = 2 + random.nextInt(14); i > 0; i--) {
      SpanBuilder span = span(random);
      if (!spans.isEmpty()) {
        span.childOf(spans.get(random.nextInt(spans.size())));
      }
      if (session != null && random.nextInt(3) > 0) {
        span.session(session);
      }
      long start = trace * 50 + random.nextInt(400);
      if (random.nextInt(15) == 0) {
        span.running(start);
      } else {
        span.at(start, start + random.nextInt(300));
      }
      spans.add(span.build());
    }
    return spans;
  }

  private static SpanBuilder span(Random random) {
    SpanBuilder span =
        switch (random.nextInt(4)) {
          case 0 -> TestSpans.agent("agent" + random.nextInt(2));
          case 1 ->
              TestSpans.llm("m" + random.nextInt(3))
                  .tokens(random.nextInt(900), random.nextInt(90))
                  .messages(
                      "[{\"content\":\"%s\"},{\"content\":\"hello\"}]"
                          .formatted(one(random, WORDS)),
                      "[{\"content\":\"%s\"}]".formatted(one(random, WORDS)));
          case 2 -> TestSpans.tool("tool" + random.nextInt(3));
          default -> TestSpans.span();
        };
    if (random.nextInt(3) == 0) {
      span.cost("0." + (1 + random.nextInt(999)));
    }
    if (random.nextInt(5) == 0) {
      span.error("e" + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      span.property("tier", "t" + random.nextInt(3));
    }
    if (random.nextInt(4) == 0) {
      span.user("u" + random.nextInt(4));
    }
    if (random.nextInt(6) == 0) {
      span.path("/p" + random.nextInt(3));
    }
    return span;
  }

  private static <T> T one(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
