package io.treeline.exporter.store;

import static io.treeline.exporter.model.TestSpans.START_EPOCH_NANOS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.session.PathDerivation;
import io.treeline.exporter.session.RandomSessions;
import io.treeline.exporter.session.SpanForest;
import io.treeline.exporter.session.SpanNode;
import io.treeline.exporter.session.SpanTree;
import io.treeline.exporter.session.Sums;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a session, over all of its spans. */
public abstract class SessionNumbersContract extends SpanStoreContract {

  private static final long MILLI = 1_000_000;

  private final String session = TestSpans.random("session");
  private final Span agent = TestSpans.agent("planner").session(session).at(0, 100).build();

  private SpanBuilder under(SpanBuilder span) {
    return span.childOf(agent);
  }

  @Test
  void session_ofAnAgentRun_hasAllNumbers() {
    Span call =
        under(TestSpans.llm("gpt-4o"))
            .model("gpt-4o", "gpt-4o-2024")
            .at(10, 30)
            .usage(new TokenUsage(100L, 20L, 60L, null, 0L))
            .cost("0.00123")
            .user("u-2")
            .property("tier", "gold")
            .build();
    Span secondCall =
        under(TestSpans.llm("haiku"))
            .at(50, 130)
            .usage(new TokenUsage(7L, null, null, null, 5L))
            .service("other-service")
            .user("u-1")
            .property("tier", "silver")
            .property("region", "eu")
            .build();
    Span tool = under(TestSpans.tool("lookup")).at(30, 40).error("timeout").build();

    write(agent, call, secondCall, tool);

    TreeMap<String, List<String>> properties =
        new TreeMap<>(Map.of("tier", List.of("gold", "silver"), "region", List.of("eu")));
    assertThat(session(session))
        .isEqualTo(
            new SessionRow(
                session,
                SessionIdSource.SESSION_KEY,
                null,
                "planner",
                START_EPOCH_NANOS,
                START_EPOCH_NANOS + 130 * MILLI,
                130 * MILLI,
                SessionStatus.RECOVERED,
                4,
                2,
                1,
                1,
                107L,
                20L,
                60L,
                null,
                5L,
                new BigDecimal("0.00123"),
                1,
                0,
                List.of("gpt-4o-2024", "haiku"),
                List.of("u-1", "u-2"),
                List.of("other-service", "test-service"),
                properties));
  }

  @Test
  void session_nothingReported_isUnknownAndNotZero() {
    write(TestSpans.span().session(session).running(0).build());

    SessionRow row = session(session);
    assertThat(row.endEpochNanos()).isNull();
    assertThat(row.activeNanos()).isZero();
    assertThat(row.inputTokens()).isNull();
    assertThat(row.outputTokens()).isNull();
    assertThat(row.cacheReadTokens()).isNull();
    assertThat(row.cacheWriteTokens()).isNull();
    assertThat(row.reasoningTokens()).isNull();
    assertThat(row.costUsd()).isNull();
    assertThat(row.unpricedCalls()).isZero();
    assertThat(row.models()).isEmpty();
    assertThat(row.users()).isEmpty();
    assertThat(row.properties()).isEmpty();
  }

  @Test
  void session_zeroReported_isZero() {
    write(
        TestSpans.llm("m")
            .session(session)
            .usage(new TokenUsage(0L, 0L, 0L, 0L, 0L))
            .cost("0")
            .build());

    SessionRow row = session(session);
    assertThat(row.inputTokens()).isZero();
    assertThat(row.reasoningTokens()).isZero();
    assertThat(row.costUsd()).isEqualTo(BigDecimal.ZERO);
    assertThat(row.unpricedCalls()).isZero();
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void session_usage_countsOnKindsThatOwnIt(OperationKind kind) {
    write(TestSpans.span().operation(kind).model("m").session(session).tokens(3, 2).build());

    boolean counts = kind.ownsUsage() || kind == OperationKind.AGENT;
    assertThat(session(session).inputTokens()).isEqualTo(counts ? 3L : null);
    assertThat(session(session).outputTokens()).isEqualTo(counts ? 2L : null);
    assertThat(session(session).models()).isEqualTo(counts ? List.of("m") : List.of());
  }

  @Test
  void session_tokensBeyondSixtyFourBits_areUnknown() {
    write(
        TestSpans.llm("m").session(session).tokens(Long.MAX_VALUE, 1).build(),
        TestSpans.llm("m").session(session).tokens(Long.MAX_VALUE, 1).build());

    assertThat(session(session).inputTokens()).isNull();
    assertThat(session(session).outputTokens()).isEqualTo(2);
  }

  @Test
  void session_costs_sumExactly() {
    Span[] calls = new Span[30];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = TestSpans.llm("m").session(session).cost("0.100000000000000001").build();
    }
    write(calls);
    write(TestSpans.llm("m").session(session).cost("123456789.10").build());

    assertThat(session(session).costUsd()).isEqualTo(new BigDecimal("123456792.10000000000000003"));
  }

  @Test
  void write_costThatCannotBeKeptExactly_isRefusedAndNamed() {
    Span tooFine = TestSpans.llm("m").session(session).cost("0.1234567890123456789").build();
    Span tooLarge = TestSpans.llm("m").session(session).cost("1e30").build();
    Span fits = TestSpans.llm("m").session(session).cost("0.1000000000000000000000").build();

    assertThatThrownBy(() -> write(tooFine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(tooFine.key().spanId())
        .hasMessageContaining("0.1234567890123456789");
    assertThatThrownBy(() -> write(tooLarge)).isInstanceOf(IllegalArgumentException.class);
    write(fits);
    assertThat(session(session).costUsd()).isEqualTo(new BigDecimal("0.1"));
  }

  @Test
  void session_unpricedCalls_countsModelAndEmbeddingCallsWithoutPrice() {
    write(
        under(TestSpans.llm("m")).build(),
        under(TestSpans.span()).operation(OperationKind.EMBEDDING).build(),
        under(TestSpans.span()).operation(OperationKind.RERANKER).build(),
        under(TestSpans.llm("m")).cost("0").build(),
        agent);

    assertThat(session(session).unpricedCalls()).isEqualTo(2);
  }

  @Test
  void session_estimatedCalls_countsCallsWhoseTokensWereCountedFromText() {
    Span repeats =
        under(TestSpans.llm("m"))
            .at(0, 100)
            .tokens(3, 2)
            .usageSource("estimated:o200k_base")
            .build();
    Span call =
        under(TestSpans.llm("m"))
            .childOf(repeats)
            .at(10, 90)
            .tokens(3, 2)
            .usageSource("estimated:o200k_base")
            .build();
    write(
        agent,
        repeats,
        call,
        under(TestSpans.llm("m")).tokens(3, 2).usageSource("genai").build(),
        under(TestSpans.llm("m")).build(),
        under(TestSpans.span())
            .operation(OperationKind.EMBEDDING)
            .tokens(3, 0)
            .usageSource("estimated:cl100k_base")
            .build());

    assertThat(session(session).estimatedCalls()).isEqualTo(2);
  }

  @Test
  void session_activeTime_isTheUnionOfSpans() {
    write(
        TestSpans.span().session(session).at(0, 10).build(),
        TestSpans.span().session(session).at(5, 8).build(),
        TestSpans.span().session(session).at(8, 15).build(),
        TestSpans.span().session(session).at(100, 120).build());
    write(
        TestSpans.span().session(session).at(110, 115).build(),
        TestSpans.span().session(session).at(15, 16).build(),
        TestSpans.span().session(session).running(300).build());

    assertThat(session(session).activeNanos()).isEqualTo(36 * MILLI);
    assertThat(session(session).endEpochNanos()).isEqualTo(START_EPOCH_NANOS + 120 * MILLI);
  }

  @Test
  void session_extremeTimes_stayReadable() {
    write(TestSpans.span().session(session).atNanos(0, Long.MAX_VALUE).build());
    write(TestSpans.span().session(session).atNanos(Long.MAX_VALUE, Long.MAX_VALUE).build());

    assertThat(session(session).activeNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(spansOf(session)).hasSize(2);
  }

  @Test
  void session_toolCalls_countAnMcpSpanInsideItsToolOnce() {
    Span tool = under(TestSpans.tool("search")).build();
    write(
        agent,
        tool,
        TestSpans.span().operation(OperationKind.MCP).childOf(tool).build(),
        under(TestSpans.span()).operation(OperationKind.MCP).build());

    assertThat(session(session).toolCalls()).isEqualTo(2);
  }

  @Test
  void session_errors_countWhereTheyHappened() {
    Span failing = under(TestSpans.tool("search")).error("e").build();
    Span cause = TestSpans.span().childOf(failing).error("e").build();
    Span deeper = TestSpans.span().childOf(cause).error("e").build();
    Span other = under(TestSpans.tool("lookup")).error("e").build();

    write(deeper, failing);
    write(agent, cause, other);

    assertThat(session(session).errors()).isEqualTo(2);
    assertThat(session(session).status()).isEqualTo(SessionStatus.RECOVERED);
  }

  @Test
  void session_status_isThatOfTheTopMostSpanThatEndedLast() {
    Span failed = TestSpans.agent("a").session(session).at(0, 50).error("e").build();
    Span later = TestSpans.agent("a").session(session).at(10, 60).build();
    Span last = TestSpans.agent("a").session(session).at(20, 70).error("e").build();

    write(failed);
    assertThat(session(session).status()).isEqualTo(SessionStatus.ERROR);
    write(later);
    assertThat(session(session).status()).isEqualTo(SessionStatus.RECOVERED);
    write(last);
    assertThat(session(session).status()).isEqualTo(SessionStatus.ERROR);
    write(TestSpans.tool("late").childOf(last).at(80, 90).build());
    assertThat(session(session).status()).isEqualTo(SessionStatus.ERROR);
  }

  @Test
  void session_status_tiesGoToTheLatestStartThenTheLargestSpanId() {
    Span early = TestSpans.span().session(session).at(0, 50).error("e").build();
    Span small = TestSpans.span().session(session).spanId("1000000000000000").at(10, 50).build();
    Span large =
        TestSpans.span().session(session).spanId("f000000000000000").at(10, 50).error("e").build();

    write(early, small);
    assertThat(session(session).status()).isEqualTo(SessionStatus.RECOVERED);
    write(large);
    assertThat(session(session).status()).isEqualTo(SessionStatus.ERROR);
  }

  @Test
  void session_parentInAnotherSession_makesATopMostSpan() {
    Span own =
        under(TestSpans.agent("sub")).session(session + "-sub").at(10, 20).error("e").build();

    write(agent, own);

    assertThat(session(session + "-sub").status()).isEqualTo(SessionStatus.ERROR);
    assertThat(session(session).status()).isEqualTo(SessionStatus.OK);
    assertThat(session(session).errors()).isZero();
  }

  @Test
  void session_spansThatAreTheirOwnAncestors_stayReadable() {
    Span self =
        TestSpans.span()
            .session(session)
            .spanId("1000000000000000")
            .parentId("1000000000000000")
            .error("e")
            .build();
    Span one =
        TestSpans.span()
            .trace(self.key().traceId())
            .session(session)
            .spanId("2000000000000000")
            .parentId("3000000000000000")
            .build();
    Span other = TestSpans.span().childOf(one).session(session).spanId("3000000000000000").build();

    write(self, one, other);

    assertThat(session(session).spans()).isEqualTo(3);
    assertThat(session(session).errors()).isEqualTo(1);
    assertThat(session(session).status()).isEqualTo(SessionStatus.ERROR);
  }

  @Test
  void session_name_isThatOfTheEarliestSpanWithOne() {
    write(agent);
    assertThat(session(session).name()).isNull();
    write(under(TestSpans.llm("m")).sessionName("late").at(50, 60).build());
    assertThat(session(session).name()).isEqualTo("late");
    write(under(TestSpans.llm("m")).sessionName("early").at(40, 99).build());
    assertThat(session(session).name()).isEqualTo("early");
  }

  @Test
  void session_derivedName_isTheEarliestAgentsElseTheEarliestTopMostSpans() {
    Span server = TestSpans.span().name("POST /chat").session(session).at(0, 100).build();
    Span inner = TestSpans.span().name("inner").childOf(server).at(0, 90).build();

    write(inner);
    write(server);
    assertThat(session(session).derivedName()).isEqualTo("POST /chat");
    write(TestSpans.agent("second").childOf(inner).at(50, 60).build());
    assertThat(session(session).derivedName()).isEqualTo("second");
    write(TestSpans.agent("first").childOf(inner).at(20, 60).build());
    assertThat(session(session).derivedName()).isEqualTo("first");
  }

  @Test
  void session_callThatTwoLayersReport_countsOnce() {
    Span chain = under(TestSpans.llm("gpt-4o")).at(10, 50).tokens(100, 20).cost("0.01").build();
    Span http = TestSpans.span().childOf(chain).at(11, 49).build();
    Span client =
        TestSpans.llm("gpt-4o-2024").childOf(http).at(12, 48).tokens(100, 20).cost("0.01").build();

    write(client);
    write(agent, chain, http);

    SessionRow row = session(session);
    assertThat(row.llmCalls()).isEqualTo(1);
    assertThat(row.inputTokens()).isEqualTo(100);
    assertThat(row.outputTokens()).isEqualTo(20);
    assertThat(row.costUsd()).isEqualTo(new BigDecimal("0.01"));
    assertThat(row.unpricedCalls()).isZero();
    assertThat(row.models()).containsExactly("gpt-4o-2024");
    assertThat(row.spans()).isEqualTo(4);
  }

  @Test
  void session_agentThatReportsUsage_countsWhereNothingBelowReportsAny() {
    Span repeats = under(TestSpans.agent("a")).model("m").at(1, 90).tokens(107, 23).build();
    Span tool = TestSpans.tool("search").childOf(repeats).at(2, 80).build();
    Span call = TestSpans.llm("m").childOf(tool).at(3, 9).tokens(100, 20).cost("0.25").build();
    Span priced =
        under(TestSpans.agent("b")).model("remote").at(4, 9).tokens(50, 5).cost("0.5").build();
    Span unpriced = under(TestSpans.agent("c")).model("other").at(5, 9).tokens(7, 1).build();
    Span silent = TestSpans.llm("m").childOf(unpriced).at(6, 8).build();

    write(priced, repeats);
    write(unpriced, agent);
    assertThat(session(session).inputTokens()).isEqualTo(164);
    write(call, silent);
    write(tool);

    SessionRow row = session(session);
    assertThat(row.llmCalls()).isEqualTo(2);
    assertThat(row.inputTokens()).isEqualTo(157);
    assertThat(row.outputTokens()).isEqualTo(26);
    assertThat(row.costUsd()).isEqualTo(new BigDecimal("0.75"));
    assertThat(row.unpricedCalls()).isEqualTo(2);
    assertThat(row.models()).containsExactly("m", "other", "remote");
    Measures counted = measuresOfSession();
    assertThat(counted.tokens().input()).isEqualTo(157);
    assertThat(counted.costUsd()).isEqualTo(new BigDecimal("0.75"));
    assertThat(counted.unpricedCalls()).isEqualTo(2);
  }

  @Test
  void session_innerLayerReportsNothing_countsTheOuterOne() {
    Span chain = under(TestSpans.llm("gpt-4o")).at(10, 50).tokens(100, 20).cost("0.01").build();
    Span client = TestSpans.llm("gpt-4o").childOf(chain).at(12, 48).build();

    write(agent, chain, client);

    assertThat(session(session).llmCalls()).isEqualTo(1);
    assertThat(session(session).inputTokens()).isEqualTo(100);
    assertThat(session(session).unpricedCalls()).isZero();
  }

  @Test
  void session_callInsideOfAToolOfAModelCall_isACallOfItsOwn() {
    Span outer = under(TestSpans.llm("gpt-4o")).at(10, 50).tokens(100, 20).build();
    Span tool = TestSpans.tool("summarize").childOf(outer).at(12, 48).build();
    Span inner = TestSpans.llm("haiku").childOf(tool).at(13, 47).tokens(7, 3).build();

    write(agent, outer, tool, inner);

    assertThat(session(session).llmCalls()).isEqualTo(2);
    assertThat(session(session).inputTokens()).isEqualTo(107);
  }

  @Test
  void aggregate_callThatTwoLayersReport_countsOnceAsInTheSession() {
    Span chain = under(TestSpans.llm("gpt-4o")).at(10, 50).tokens(100, 20).cost("0.01").build();
    Span client =
        TestSpans.llm("gpt-4o").childOf(chain).at(12, 48).tokens(100, 20).cost("0.01").build();

    write(agent, chain, client);

    Measures counted = measuresOfSession();
    assertThat(counted.llmCalls()).isEqualTo(session(session).llmCalls()).isEqualTo(1);
    assertThat(counted.tokens().input()).isEqualTo(100);
    assertThat(counted.costUsd()).isEqualTo(new BigDecimal("0.01"));
    assertThat(counted.unpricedCalls()).isZero();
    assertThat(counted.spans()).isEqualTo(3);
  }

  private Measures measuresOfSession() {
    AggregateQuery bySession =
        new AggregateQuery(
            SessionFilter.ALL,
            AggregateQuery.Scope.SPAN,
            AggregateQuery.Group.SESSION,
            null,
            null,
            AggregateQuery.Sort.COST,
            true,
            1000);
    return reader().aggregate(bySession, null).groups().stream()
        .filter(group -> session.equals(group.key()))
        .findFirst()
        .orElseThrow()
        .measures();
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105, 106})
  void session_randomLayers_sameSumsAsTheTrees(long seed) {
    List<Span> spans = RandomSessions.layered(session, seed, 200);

    write(spans.toArray(Span[]::new));

    SpanForest forest = SpanForest.of(spans);
    List<Totals> nodes =
        SpanTree.of(forest, PathDerivation.derive(forest)).nodes().stream()
            .map(SpanNode::self)
            .toList();
    SessionRow row = session(session);
    assertThat(
            new Sums(
                row.spans(),
                row.llmCalls(),
                row.toolCalls(),
                row.errors(),
                row.inputTokens(),
                row.outputTokens(),
                row.cacheReadTokens(),
                row.cacheWriteTokens(),
                row.reasoningTokens(),
                row.costUsd(),
                row.unpricedCalls(),
                row.estimatedCalls()))
        .isEqualTo(Sums.of(nodes));
  }
}
