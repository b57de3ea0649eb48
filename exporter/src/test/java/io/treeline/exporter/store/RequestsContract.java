package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.RequestFilter.And;
import io.treeline.exporter.store.RequestFilter.Field;
import io.treeline.exporter.store.RequestFilter.Operator;
import io.treeline.exporter.store.RequestFilter.Or;
import io.treeline.exporter.store.RequestFilter.Test;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Requests are found by trees of conditions, and sessions by those on their requests. */
public abstract class RequestsContract extends SpanStoreContract {

  private final String one = TestSpans.random("one");
  private final String two = TestSpans.random("two");
  private final String name = TestSpans.random("name");

  private final Span agent =
      TestSpans.agent("a").session(one).sessionName(name).at(0, 2_000).build();
  private final Span chat =
      TestSpans.llm("m")
          .childOf(agent)
          .at(100, 400)
          .tokens(10, 5)
          .cost("0.5")
          .user("u-1")
          .property("Tier", "Gold")
          .path("/task")
          .messages("[\"What is up?\"]", "[\"The sky\"]")
          .build();
  private final Span tool =
      TestSpans.tool("lookup")
          .childOf(agent)
          .at(500, 600)
          .error("Boom")
          .toolCall("{\"order\": 7}", "{}")
          .build();
  private final Span inner =
      TestSpans.span().operation(OperationKind.MCP).childOf(tool).at(510, 590).build();
  private final Span outer =
      TestSpans.span().operation(OperationKind.MCP).childOf(agent).at(700, 800).build();
  private final Span other =
      TestSpans.llm("m-2").session(two).sessionName(name).at(5_000, 5_200).tokens(1, 1).build();
  private final Span unnamed = TestSpans.llm("m-3").at(9_000, 9_001).build();

  @BeforeEach
  void writeThem() {
    write(agent, chat, tool, inner, outer, other, unnamed);
  }

  private static RequestFilter test(Field field, Operator operator, @Nullable Object value) {
    return new Test(field, null, operator, value);
  }

  private static RequestFilter property(String key, Operator operator, @Nullable Object value) {
    return new Test(Field.PROPERTY, key, operator, value);
  }

  /** Other tests may share the database. */
  private RequestFilter mine(RequestFilter filter) {
    RequestFilter sessions =
        new Or(
            List.of(
                test(Field.SESSION_ID, Operator.EQUALS, one),
                test(Field.SESSION_ID, Operator.EQUALS, two),
                test(Field.SESSION_ID, Operator.EQUALS, unnamed.key().traceId())));
    return new And(List.of(sessions, filter));
  }

  private List<StoredRequest> find(RequestFilter filter) {
    settle();
    return store
        .requests()
        .requests(new RequestQuery(mine(filter), Field.START, null, false, 0, 100, true));
  }

  private List<Span> found(RequestFilter filter) {
    return find(filter).stream().map(StoredRequest::span).toList();
  }

  private List<String> sessions(RequestFilter filter) {
    settle();
    return store.requests().sessions(mine(filter), TimeRange.ALL, 0, 100).stream()
        .map(found -> found.session().sessionId())
        .toList();
  }

  @org.junit.jupiter.api.Test
  void requests_all_areTheCallsWithTheirSessions() {
    List<StoredRequest> found = find(RequestFilter.ALL);

    assertThat(found)
        .extracting(StoredRequest::span)
        .containsExactly(chat, tool, outer, other, unnamed);
    assertThat(found)
        .extracting(StoredRequest::sessionId)
        .containsExactly(one, one, one, two, unnamed.key().traceId());
    assertThat(found)
        .extracting(StoredRequest::sessionIdGiven)
        .containsExactly(true, true, true, true, false);
    assertThat(found)
        .extracting(StoredRequest::sessionName)
        .containsExactly(name, name, name, name, null);
  }

  @org.junit.jupiter.api.Test
  void requests_byEachField_areFound() {
    long base = chat.startEpochNanos() - 100_000_000L;
    Map<RequestFilter, List<Span>> expected =
        Map.ofEntries(
            Map.entry(
                test(Field.SPAN, Operator.EQUALS, chat.key().traceId() + ":" + chat.key().spanId()),
                List.of(chat)),
            Map.entry(
                test(Field.START, Operator.GREATER, base + 500_000_000L),
                List.of(outer, other, unnamed)),
            Map.entry(
                test(Field.START, Operator.AT_LEAST, base + 500_000_000L),
                List.of(tool, outer, other, unnamed)),
            Map.entry(test(Field.END, Operator.AT_MOST, base + 400_000_000L), List.of(chat)),
            Map.entry(test(Field.LATENCY, Operator.GREATER, 150_000_000L), List.of(chat, other)),
            Map.entry(test(Field.HTTP_STATUS, Operator.EQUALS, 500L), List.of(tool)),
            Map.entry(test(Field.MODEL, Operator.LIKE, "m-_"), List.of(other, unnamed)),
            Map.entry(
                test(Field.MODEL, Operator.LIKE_ANY_CASE, "M%"), List.of(chat, other, unnamed)),
            Map.entry(test(Field.MODEL, Operator.LIKE, "M%"), List.of()),
            Map.entry(test(Field.MODEL, Operator.CONTAINS, "M-"), List.of(other, unnamed)),
            Map.entry(test(Field.MODEL, Operator.ABSENT, null), List.of(tool, outer)),
            Map.entry(test(Field.TOOL, Operator.EQUALS, "lookup"), List.of(tool)),
            Map.entry(test(Field.USER, Operator.PRESENT, null), List.of(chat)),
            Map.entry(test(Field.PATH, Operator.EQUALS, "/task"), List.of(chat)),
            Map.entry(test(Field.TOTAL_TOKENS, Operator.EQUALS, 15L), List.of(chat)),
            Map.entry(test(Field.INPUT_TOKENS, Operator.LESS, 10L), List.of(other)),
            Map.entry(test(Field.COST, Operator.AT_LEAST, new BigDecimal("0.5")), List.of(chat)),
            Map.entry(property("tier", Operator.EQUALS, "Gold"), List.of(chat)),
            Map.entry(property("TIER", Operator.CONTAINS, "old"), List.of(chat)),
            Map.entry(test(Field.INPUT, Operator.CONTAINS, "what IS"), List.of(chat)),
            Map.entry(test(Field.INPUT, Operator.CONTAINS, "order"), List.of(tool)),
            Map.entry(test(Field.OUTPUT, Operator.CONTAINS, "sky"), List.of(chat)));

    expected.forEach(
        (filter, spans) -> assertThat(found(filter)).as("%s", filter).isEqualTo(spans));
  }

  @org.junit.jupiter.api.Test
  void requests_negated_holdForAbsentValuesToo() {
    assertThat(found(property("tier", Operator.NOT_EQUALS, "Gold")))
        .containsExactly(tool, outer, other, unnamed);
    assertThat(found(test(Field.USER, Operator.NOT_CONTAINS, "u-1")))
        .containsExactly(tool, outer, other, unnamed);
  }

  @org.junit.jupiter.api.Test
  void requests_trees_areEvaluatedAsTheyStand() {
    RequestFilter tools = test(Field.TOOL, Operator.PRESENT, null);
    RequestFilter gold = property("tier", Operator.EQUALS, "Gold");
    RequestFilter late = test(Field.SESSION_NAME, Operator.EQUALS, name);

    assertThat(found(new Or(List.of(tools, gold)))).containsExactly(chat, tool);
    assertThat(found(new And(List.of(tools, gold)))).isEmpty();
    assertThat(found(new Or(List.of()))).isEmpty();
    assertThat(
            found(
                new And(
                    List.of(
                        late, new Or(List.of(tools, test(Field.MODEL, Operator.EQUALS, "m-2")))))))
        .containsExactly(tool, other);
    assertThat(found(test(Field.SESSION_COST, Operator.GREATER, new BigDecimal("0.1"))))
        .containsExactly(chat, tool, outer);
  }

  @org.junit.jupiter.api.Test
  void requests_sortedAndPaged_unknownLast() {
    settle();
    RequestReader reader = store.requests();

    assertThat(
            reader.requests(
                new RequestQuery(
                    mine(RequestFilter.ALL), Field.TOTAL_TOKENS, null, true, 0, 2, false)))
        .extracting(found -> found.span().key())
        .containsExactly(chat.key(), other.key());
    assertThat(
            reader.requests(
                new RequestQuery(
                    mine(RequestFilter.ALL), Field.PROPERTY, "Tier", false, 0, 1, false)))
        .extracting(found -> found.span().key())
        .containsExactly(chat.key());
    assertThat(
            reader.requests(
                new RequestQuery(mine(RequestFilter.ALL), Field.START, null, false, 3, 10, false)))
        .extracting(found -> found.span().key())
        .containsExactly(other.key(), unnamed.key());
    assertThat(
            reader.requests(
                new RequestQuery(mine(RequestFilter.ALL), null, null, false, 0, 100, false)))
        .hasSize(5);
  }

  @org.junit.jupiter.api.Test
  void requests_scored_comeWithTheNewestOfEachName() {
    store
        .scores()
        .put(List.of(score("quality", 0.25, 1), score("quality", 0.75, 2), score("other", 3, 1)));

    StoredRequest found =
        find(new Test(Field.SCORE, "quality", Operator.GREATER, new BigDecimal("0.5"))).get(0);

    assertThat(found.span()).isEqualTo(chat);
    assertThat(found.scores()).isEqualTo(new TreeMap<>(Map.of("quality", 0.75, "other", 3.0)));
    assertThat(find(new Test(Field.SCORE, "quality", Operator.LESS, new BigDecimal("0.5"))))
        .isEmpty();
  }

  @org.junit.jupiter.api.Test
  void sessions_haveTheNumbersOfAllTheirRequests() {
    store.corrections().tagSession(one, "checked");
    settle();

    List<SessionOfRequests> found =
        store
            .requests()
            .sessions(mine(test(Field.MODEL, Operator.EQUALS, "m")), TimeRange.ALL, 0, 10);

    assertThat(found).hasSize(1);
    SessionOfRequests session = found.get(0);
    assertThat(session.session()).isEqualTo(session(one));
    assertThat(session.requests()).isEqualTo(3);
    assertThat(session.lastRequestEpochNanos()).isEqualTo(outer.startEpochNanos());
    // 300, 100 and 100 ms.
    assertThat(session.averageLatencyNanos()).isEqualTo(500_000_000.0 / 3);
    assertThat(session.tag()).isEqualTo("checked");
  }

  @org.junit.jupiter.api.Test
  void sessions_byConditionsOnRequests_oneRequestMeetsThemAll() {
    RequestFilter gold = property("tier", Operator.EQUALS, "Gold");
    RequestFilter failed = test(Field.HTTP_STATUS, Operator.EQUALS, 500L);
    RequestFilter named = test(Field.SESSION_NAME, Operator.EQUALS, name);

    assertThat(sessions(RequestFilter.ALL)).containsExactly(two, one);
    assertThat(sessions(new And(List.of(gold, failed)))).isEmpty();
    assertThat(sessions(new And(List.of(new And(List.of(named, gold)), failed)))).isEmpty();
    assertThat(sessions(new And(List.of(named, gold)))).containsExactly(one);
    assertThat(sessions(new Or(List.of(gold, test(Field.MODEL, Operator.EQUALS, "m-2")))))
        .containsExactly(two, one);
    assertThat(sessions(new Or(List.of(failed, test(Field.SESSION_REQUESTS, Operator.LESS, 2L)))))
        .containsExactly(two, one);
  }

  @org.junit.jupiter.api.Test
  void sessions_byTheirOwnFields_areFound() {
    store.corrections().tagSession(two, "urgent");

    assertThat(sessions(test(Field.SESSION_TAG, Operator.EQUALS, "urgent"))).containsExactly(two);
    assertThat(sessions(test(Field.SESSION_COST, Operator.GREATER, new BigDecimal("0.4"))))
        .containsExactly(one);
    assertThat(sessions(test(Field.SESSION_TOTAL_TOKENS, Operator.EQUALS, 2L)))
        .containsExactly(two);
    assertThat(sessions(test(Field.SESSION_REQUESTS, Operator.EQUALS, 3L))).containsExactly(one);
    assertThat(sessions(test(Field.SESSION_START, Operator.EQUALS, agent.startEpochNanos())))
        .containsExactly(one);
  }

  @org.junit.jupiter.api.Test
  void sessions_inARange_areThoseThatOverlapIt() {
    settle();
    TimeRange range = new TimeRange(agent.startEpochNanos() + 1, agent.startEpochNanos() + 2);

    assertThat(store.requests().sessions(mine(RequestFilter.ALL), range, 0, 10))
        .extracting(found -> found.session().sessionId())
        .containsExactly(one);
    assertThat(store.requests().sessions(mine(RequestFilter.ALL), TimeRange.ALL, 1, 1))
        .extracting(found -> found.session().sessionId())
        .containsExactly(one);
  }

  @org.junit.jupiter.api.Test
  void names_andMeasures_coverTheSessionsFound() {
    settle();

    assertThat(store.requests().names(mine(RequestFilter.ALL), TimeRange.ALL))
        .containsExactly(
            new NameOfSessions(
                name,
                agent.startEpochNanos(),
                other.startEpochNanos(),
                2,
                700_000_000.0 / 4,
                new BigDecimal("0.5")));
    assertThat(store.requests().measures(mine(RequestFilter.ALL), TimeRange.ALL))
        .containsExactlyInAnyOrder(
            new SessionMeasures(3, 2_000_000_000L, new BigDecimal("0.5")),
            new SessionMeasures(1, 200_000_000L, null));
  }

  @org.junit.jupiter.api.Test
  void test_thatCannotHold_isRefused() {
    assertThatThrownBy(() -> test(Field.START, Operator.CONTAINS, 5L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> test(Field.MODEL, Operator.EQUALS, 5L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> test(Field.PROPERTY, Operator.EQUALS, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Score score(String scoreName, double value, long time) {
    return new Score(
        TestSpans.random("score"),
        scoreName,
        ScoreValue.numeric(value),
        "api",
        null,
        time,
        ScoreTarget.span(chat.key()),
        Map.of());
  }
}
