package io.treeline.exporter.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.Spent;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.session.RandomSessions;
import io.treeline.exporter.store.SpanStore;
import io.treeline.exporter.store.duckdb.DuckDbSpanStore;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers by group agree with the sessions and trees they are made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AggregatesTest {

  private static final String MARK = "aggregated";

  private SpanStore store;
  private QueryService query;

  @BeforeAll
  void write(@TempDir Path directory) {
    store = DuckDbSpanStore.open(directory);
    query = new QueryService(store);
    for (int seed = 1; seed <= 6; seed++) {
      store.writer().write(RandomSessions.session("random-" + seed, seed, 60));
    }
    store.writer().write(crafted());
  }

  @AfterAll
  void close() {
    store.close();
  }

  /** A session of 10 minutes with a user and a tier on its root only. */
  private static List<Span> crafted() {
    Span agent =
        TestSpans.agent("planner")
            .session(MARK)
            .sessionName("Refund")
            .user("ann")
            .property("tier", "gold")
            .tokens(1000, 1000)
            .cost("9")
            .at(0, 600_000)
            .build();
    Span first =
        TestSpans.llm("gpt-x")
            .session(MARK)
            .childOf(agent)
            .provider("openai")
            .tokens(10, 5)
            .cost("0.000000000000000001")
            .timeToFirstChunkNanos(7)
            .at(1_000, 2_000)
            .build();
    Span failed =
        TestSpans.tool("search").session(MARK).childOf(agent).error("E").at(3_000, 3_400).build();
    Span again = TestSpans.tool("search").session(MARK).childOf(agent).at(4_000, 4_200).build();
    Span last =
        TestSpans.llm("gpt-x")
            .session(MARK)
            .childOf(agent)
            .tokens(20, 7)
            .cost("0.1")
            .at(300_000, 304_000)
            .build();
    return List.of(agent, first, failed, again, last);
  }

  private Aggregates ask(String groupBy, String interval, String... filter) {
    return sorted(groupBy, interval, "-spans", interval == null ? "1000" : "10", filter);
  }

  private Aggregates sorted(
      String groupBy, String interval, String sort, String limit, String... filter) {
    return query.aggregate(
        new AggregateRequest(filter(filter), groupBy, interval, null, sort, limit));
  }

  private static FilterRequest filter(String... filter) {
    FilterRequest request = FilterRequest.ALL;
    for (int i = 0; i < filter.length; i += 2) {
      request = request.with(filter[i], filter[i + 1]);
    }
    return request;
  }

  private static Map<String, Measures> byKey(Aggregates aggregates) {
    Map<String, Measures> byKey = new HashMap<>();
    aggregates.groups().forEach(group -> byKey.put(group.key(), group.measures()));
    return byKey;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "session",
        "name",
        "status",
        "path",
        "service",
        "operation",
        "provider",
        "model",
        "tool",
        "agent",
        "user",
        "error",
        "arguments",
        "finishReason",
        "inAgent",
        "agentEdge",
        "property:tier"
      })
  void aggregate_anyGroupWithFewGroups_partsAddUpToTheSessions(String groupBy) {
    Aggregates aggregates = sorted(groupBy, null, "-cost", "3");

    List<AggregateRow> parts = new ArrayList<>(aggregates.groups());
    parts.add(aggregates.other());
    parts.add(aggregates.without());
    if (groupBy.equals("none")) {
      parts.add(aggregates.total());
    }
    List<SessionSummary> sessions =
        query.sessions(new SessionListRequest(FilterRequest.ALL, null, "1000", null)).sessions();
    assertThat(sums(parts.stream().filter(Objects::nonNull).map(AggregateRow::measures).toList()))
        .isEqualTo(sumsOfSessions(sessions));
    assertThat(sums(List.of(aggregates.total().measures()))).isEqualTo(sumsOfSessions(sessions));
    assertThat(aggregates.groups().size()).isLessThanOrEqualTo(3);
    assertThat(aggregates.other() != null).isEqualTo(aggregates.otherGroups() > 0);
  }

  @Test
  void aggregate_byStatusAndOperation_keysAreLowerCaseAndFindTheirSpans() {
    for (String groupBy : List.of("status", "operation")) {
      for (AggregateRow group : sorted(groupBy, null, "-spans", "50").groups()) {
        String key = Objects.requireNonNull(group.key());
        assertThat(key).isEqualTo(key.toLowerCase(Locale.ROOT)).matches("[a-z_]+");
        for (String spelt : List.of(key, key.toUpperCase(Locale.ROOT))) {
          Aggregates filtered = sorted(groupBy, null, "-spans", "50", groupBy, spelt);
          assertThat(filtered.groups()).extracting(AggregateRow::key).containsExactly(key);
          assertThat(filtered.groups().get(0).measures().spans())
              .isEqualTo(group.measures().spans());
        }
      }
    }
  }

  private static List<Object> sums(List<Measures> all) {
    long[] counts = new long[7];
    BigDecimal cost = BigDecimal.ZERO;
    for (Measures one : all) {
      counts[0] += one.spans();
      counts[1] += one.llmCalls();
      counts[2] += one.toolCalls();
      counts[3] += one.errors();
      counts[4] += one.unpricedCalls();
      counts[5] += Objects.requireNonNullElse(one.tokens().input(), 0L);
      counts[6] += Objects.requireNonNullElse(one.tokens().reasoning(), 0L);
      cost = cost.add(Objects.requireNonNullElse(one.costUsd(), BigDecimal.ZERO));
    }
    return result(counts, cost);
  }

  private static List<Object> sumsOfSessions(List<SessionSummary> all) {
    long[] counts = new long[7];
    BigDecimal cost = BigDecimal.ZERO;
    for (SessionSummary one : all) {
      counts[0] += one.spans();
      counts[1] += one.llmCalls();
      counts[2] += one.toolCalls();
      counts[3] += one.errors();
      counts[4] += one.unpricedCalls();
      counts[5] += Objects.requireNonNullElse(one.tokens().input(), 0L);
      counts[6] += Objects.requireNonNullElse(one.tokens().reasoning(), 0L);
      cost = cost.add(Objects.requireNonNullElse(one.costUsd(), BigDecimal.ZERO));
    }
    return result(counts, cost);
  }

  private static List<Object> result(long[] counts, BigDecimal cost) {
    List<Object> result = new ArrayList<>();
    for (long count : counts) {
      result.add(count);
    }
    result.add(cost.stripTrailingZeros());
    return result;
  }

  @Test
  void aggregate_byPath_isWhatThePathTreesShow() {
    Map<String, Long> expected = new HashMap<>();
    for (SessionSummary session :
        query.sessions(new SessionListRequest(FilterRequest.ALL, null, "1000", null)).sessions()) {
      for (TreeNode node : query.tree(session.sessionId(), SessionTree.By.PATH).nodes()) {
        if (node.self().spans() > 0) {
          expected.merge(node.id(), node.self().spans(), Long::sum);
        }
      }
    }

    Map<String, Long> found = new HashMap<>();
    byKey(ask("path", null)).forEach((path, measures) -> found.put(path, measures.spans()));

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aggregate_userAndPropertyOfTheRoot_holdForTheWholeSession() {
    assertThat(ask("none", null, "user", "ann").total().measures().spans()).isEqualTo(5);
    assertThat(ask("none", null, "property", "tier=gold").total().measures().spans()).isEqualTo(5);
    assertThat(byKey(ask("user", null)).get("ann").spans()).isEqualTo(5);
    assertThat(byKey(ask("property:tier", null)).get("gold").spans()).isEqualTo(5);
    assertThat(byKey(ask("name", null)).get("Refund").spans()).isEqualTo(5);
  }

  @Test
  void aggregate_oneTool_hasExactNumbers() {
    Measures search = byKey(ask("tool", null, "name", "Refund")).get("search");

    assertThat(search)
        .isEqualTo(
            new Measures(
                1,
                2,
                0,
                2,
                1,
                1,
                new Measures.Times(300_000_000L, 200_000_000L, 400_000_000L, 400_000_000L),
                Measures.Times.NONE,
                io.treeline.exporter.model.TokenUsage.UNKNOWN,
                null,
                0,
                0,
                new RecoveryMeasures(1, 0, 0, 0, 1, 0, Map.of(), 0, Spent.NONE, 0, 0),
                SessionFindings.NONE));
  }

  @Test
  void aggregate_oneModel_costsToTheLastDigitAndAgentsRepeatNothing() {
    Measures model = byKey(ask("model", null, "q", MARK)).get("gpt-x");

    assertThat(model.costUsd()).isEqualTo(new BigDecimal("0.100000000000000001"));
    assertThat(model.tokens().input()).isEqualTo(30);
    assertThat(model.timeToFirstChunk().p50Nanos()).isEqualTo(7);
    assertThat(ask("none", null, "q", MARK).total().measures().costUsd())
        .isEqualTo(new BigDecimal("0.100000000000000001"));
  }

  @Test
  void aggregate_scope_saysWhichSpansOfTheSessionsCount() {
    FilterRequest tool = filter("tool", "search", "q", MARK);

    assertThat(
            query
                .aggregate(new AggregateRequest(tool, null, null, "span", null, null))
                .total()
                .measures()
                .spans())
        .isEqualTo(2);
    assertThat(
            query
                .aggregate(new AggregateRequest(tool, null, null, "session", null, null))
                .total()
                .measures()
                .spans())
        .isEqualTo(5);
  }

  @Test
  void aggregate_series_hasEveryBucketAndAddsUp() {
    Aggregates aggregates = ask("operation", "minute", "q", MARK);

    List<Long> spans =
        aggregates.total().series().stream().map(bucket -> bucket.measures().spans()).toList();
    assertThat(spans).containsExactly(4L, 0L, 0L, 0L, 0L, 1L);
    for (AggregateRow group : aggregates.groups()) {
      assertThat(group.series().stream().mapToLong(b -> b.measures().spans()).sum())
          .isEqualTo(group.measures().spans());
      assertThat(group.series()).hasSize(6);
    }
  }

  @Test
  void aggregate_nothingStored_isTotalOfNothing() {
    Aggregates none =
        ask("tool", null, "from", "1990-01-01T00:00:00Z", "to", "1990-01-02T00:00:00Z");

    assertThat(none.total().measures()).isEqualTo(Measures.NONE);
    assertThat(none.groups()).isEmpty();
    assertThat(none.without()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"color", "property:", "property", "NAME"})
  void aggregate_unknownGroup_saysWhatThereIs(String groupBy) {
    assertThatThrownBy(() -> ask(groupBy, null))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("groupBy must be none, session")
        .hasMessageContaining(groupBy);
  }

  @Test
  void aggregate_tooManyBuckets_isRefusedBeforeAnythingIsRead() {
    assertThatThrownBy(
            () ->
                ask("none", "minute", "from", "2020-01-01T00:00:00Z", "to", "2026-01-01T00:00:00Z"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("at most 2000 buckets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool=search",
        "model=gpt-x",
        "agent=planner",
        "provider=openai",
        "operation=agent",
        "minCost=0.1,maxCost=0.2",
        "minDurationMillis=600000,maxDurationMillis=600000",
        "minErrors=1,maxErrors=1"
      })
  void sessions_filter_findsTheOneSession(String conditions) {
    FilterRequest filter = filter("q", MARK);
    FilterRequest opposite = filter("q", MARK, "service", "nobody");
    for (String condition : conditions.split(",")) {
      String[] pair = condition.split("=");
      filter = filter.with(pair[0], pair[1]);
    }

    assertThat(query.sessions(new SessionListRequest(filter, null, null, null)).sessions())
        .extracting(SessionSummary::sessionId)
        .containsExactly(MARK);
    assertThat(query.sessions(new SessionListRequest(opposite, null, null, null)).sessions())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool=Search",
        "model=gpt",
        "agent=search",
        "provider=x",
        "operation=human",
        "minCost=0.2",
        "maxCost=0.1",
        "maxDurationMillis=599999.999999",
        "minErrors=2",
        "maxErrors=0"
      })
  void sessions_filterThatDoesNotHold_findsNothing(String condition) {
    String[] pair = condition.split("=");

    assertThat(
            query
                .sessions(
                    new SessionListRequest(filter("q", MARK, pair[0], pair[1]), null, null, null))
                .sessions())
        .isEmpty();
  }
}
