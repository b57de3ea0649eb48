package io.treeline.exporter.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UsageLayersTest {

  private final Span agent = TestSpans.agent("planner").name("agent").at(0, 100).build();

  private static SpanBuilder llm(String name, Span parent) {
    return TestSpans.llm("gpt-4o").name(name).childOf(parent).at(10, 50);
  }

  @Test
  void counted_frameworkSpanAroundTheClients_theClientsOnly() {
    Span chain = llm("ChatOpenAI", agent).tokens(100, 20).cost("0.01").build();
    Span client = llm("openai", chain).tokens(100, 20).cost("0.01").build();

    assertThat(judged(agent, chain, client))
        .containsExactly("ChatOpenAI descendant-reports-usage by openai", "openai counts");
  }

  @Test
  void counted_httpAndStepsBetween_isStillOneCall() {
    Span outer = llm("outer", agent).tokens(100, 20).build();
    Span http = TestSpans.span().name("POST").childOf(outer).at(11, 49).build();
    Span step =
        TestSpans.span().name("s").operation(OperationKind.STEP).childOf(http).at(12, 48).build();
    Span inner = llm("inner", step).at(13, 47).tokens(100, 20).build();

    assertThat(judged(agent, outer, http, step, inner))
        .containsExactly("outer descendant-reports-usage by inner", "inner counts");
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"AGENT", "TOOL", "MCP", "RETRIEVER", "GUARDRAIL", "EVALUATOR", "MEMORY", "HUMAN"})
  void counted_workOfItsOwnBetween_areTwoCalls(OperationKind kind) {
    Span outer = llm("outer", agent).tokens(100, 20).build();
    Span between = TestSpans.span().name("b").operation(kind).childOf(outer).at(12, 48).build();
    Span inner = llm("inner", between).at(13, 47).tokens(5, 2).build();

    assertThat(judged(agent, outer, between, inner))
        .containsExactly("outer counts", "inner counts");
  }

  @Test
  void counted_embeddingInsideOfAModelCall_isACallOfItsOwn() {
    Span outer = llm("outer", agent).tokens(100, 20).build();
    Span embedding =
        TestSpans.span()
            .name("embeddings")
            .operation(OperationKind.EMBEDDING)
            .childOf(outer)
            .at(11, 12)
            .usage(new TokenUsage(7L, null, null, null, null))
            .build();

    assertThat(judged(agent, outer, embedding))
        .containsExactly("outer counts", "embeddings counts");
  }

  @Test
  void counted_innerReportsNothing_theOuterOne() {
    Span outer = llm("outer", agent).tokens(100, 20).build();
    Span inner = llm("inner", outer).build();

    assertThat(judged(agent, outer, inner))
        .containsExactly("outer counts", "inner ancestor-reports-usage by outer");
  }

  @Test
  void counted_innerReportsInputOnly_theOuterOneThatKnowsBoth() {
    Span outer = llm("outer", agent).tokens(100, 20).build();
    Span inner = llm("inner", outer).usage(new TokenUsage(100L, null, null, null, null)).build();

    assertThat(judged(agent, outer, inner))
        .containsExactly("outer counts", "inner ancestor-reports-usage by outer");
  }

  @Test
  void counted_innerHasNoPrice_theOuterOneThatHas() {
    Span outer = llm("outer", agent).tokens(100, 20).cost("0.01").build();
    Span inner = llm("my-deployment", outer).tokens(100, 20).build();

    assertThat(judged(agent, outer, inner))
        .containsExactly("outer counts", "my-deployment ancestor-reports-usage by outer");
  }

  @Test
  void counted_innerDoesNotSayWhatWasCached_theOuterOneThatDoes() {
    TokenUsage cached = new TokenUsage(100L, 20L, 80L, null, null);
    Span outer = llm("outer", agent).usage(cached).cost("0.004").build();
    Span inner = llm("inner", outer).tokens(100, 20).cost("0.01").build();
    Span partly =
        llm("partly", agent).at(60, 90).usage(new TokenUsage(100L, null, 80L, null, null)).build();
    Span whole = llm("whole", partly).at(61, 89).tokens(100, 20).build();

    assertThat(judged(agent, outer, inner, partly, whole))
        .containsExactly(
            "outer counts",
            "inner ancestor-reports-usage by outer",
            "partly descendant-reports-usage by whole",
            "whole counts");
  }

  @Test
  void counted_noneReports_theInnermostIsTheCall() {
    Span outer = llm("outer", agent).build();
    Span inner = llm("inner", outer).build();

    assertThat(judged(agent, outer, inner))
        .containsExactly("outer descendant-is-the-call by inner", "inner counts");
  }

  @Test
  void counted_oneAttemptOfSeveralReports_theAttempts() {
    Span outer = llm("outer", agent).tokens(100, 20).build();
    Span failed = llm("first", outer).at(11, 20).error("timeout").build();
    Span worked = llm("second", outer).at(21, 49).tokens(100, 20).build();

    assertThat(judged(agent, outer, failed, worked))
        .containsExactly(
            "outer descendant-reports-usage by second", "first counts", "second counts");
  }

  @Test
  void counted_threeLayers_theOneThatKnowsMost() {
    Span chain = llm("chain", agent).usage(new TokenUsage(9L, null, null, null, null)).build();
    Span client = llm("client", chain).tokens(9, 3).build();
    Span gateway = llm("gateway", client).usage(new TokenUsage(9L, null, null, null, null)).build();

    assertThat(judged(agent, chain, client, gateway))
        .containsExactly(
            "chain descendant-reports-usage by client",
            "client counts",
            "gateway ancestor-reports-usage by client");
  }

  @Test
  void counted_startedAfterTheOuterOneEnded_areTwoCalls() {
    Span streamed = llm("streamed", agent).at(10, 50).tokens(100, 20).build();
    Span fromCallback = llm("next", streamed).at(51, 80).tokens(7, 3).build();

    assertThat(judged(agent, streamed, fromCallback))
        .containsExactly("streamed counts", "next counts");
  }

  @Test
  void counted_seventeenStepsApart_areTwoCalls() {
    assertThat(judged(apart(16)))
        .containsExactly("outer descendant-reports-usage by inner", "inner counts");
    assertThat(judged(apart(17))).containsExactly("outer counts", "inner counts");
  }

  @Test
  void counted_agentWithNothingBelow_itsOwn() {
    Span remote = TestSpans.agent("remote").name("remote").childOf(agent).tokens(90, 9).build();

    assertThat(judged(agent, remote)).containsExactly("remote counts");
  }

  @Test
  void counted_agentAboveACallThatReports_theCall() {
    Span repeats = TestSpans.agent("a").name("a").tokens(107, 23).at(0, 100).build();
    Span tool = TestSpans.tool("search").childOf(repeats).at(1, 90).build();
    Span late = llm("late", tool).at(40, 50).tokens(100, 20).build();
    Span early = llm("early", repeats).at(10, 20).tokens(7, 3).build();

    assertThat(judged(repeats, tool, late, early))
        .containsExactly("a descendant-reports-usage by early", "late counts", "early counts");
  }

  @Test
  void counted_agentAboveACallThatReportsNothing_theAgents() {
    Span reports = TestSpans.agent("a").name("a").tokens(100, 20).at(0, 100).build();
    Span silent = llm("silent", reports).build();

    assertThat(judged(reports, silent)).containsExactly("a counts", "silent counts");
  }

  @Test
  void counted_agentAroundAgentsThatReport_theInner() {
    Span outer = TestSpans.agent("a").name("outer").tokens(50, 5).at(0, 100).build();
    Span plain = TestSpans.agent("b").name("plain").childOf(outer).at(1, 99).build();
    Span one = TestSpans.agent("c").name("one").childOf(plain).at(2, 40).tokens(20, 2).build();
    Span two = TestSpans.agent("d").name("two").childOf(plain).at(3, 90).tokens(30, 3).build();

    assertThat(judged(outer, plain, one, two))
        .containsExactly("outer descendant-reports-usage by one", "one counts", "two counts");
  }

  @Test
  void counted_agentMoreThanSixtyFourStepsAbove_both() {
    assertThat(judgedAgentAbove(64))
        .containsExactly("a descendant-reports-usage by inner", "inner counts");
    assertThat(judgedAgentAbove(65)).containsExactly("a counts", "inner counts");
  }

  private static List<String> judgedAgentAbove(int steps) {
    List<Span> spans = new ArrayList<>();
    spans.add(TestSpans.agent("a").name("a").tokens(1, 1).at(0, 100).build());
    for (int i = 1; i < steps; i++) {
      spans.add(TestSpans.span().childOf(spans.get(spans.size() - 1)).at(10, 50).build());
    }
    spans.add(llm("inner", spans.get(spans.size() - 1)).tokens(1, 1).build());
    return judged(spans.toArray(Span[]::new));
  }

  private Span[] apart(int steps) {
    List<Span> spans = new ArrayList<>();
    spans.add(llm("outer", agent).tokens(1, 1).build());
    for (int i = 1; i < steps; i++) {
      Span parent = spans.get(spans.size() - 1);
      spans.add(TestSpans.span().name("GET").childOf(parent).at(10, 50).build());
    }
    spans.add(llm("inner", spans.get(spans.size() - 1)).tokens(1, 1).build());
    return spans.toArray(Span[]::new);
  }

  /** What is said of each span that owns usage, from the outside in. */
  private static List<String> judged(Span... spans) {
    SpanForest forest = SpanForest.of(List.of(spans));
    UsageLayers layers = UsageLayers.of(forest);
    List<String> said = new ArrayList<>();
    for (int node = 0; node < forest.size(); node++) {
      if (forest.span(node).operation().ownsUsage()) {
        UsageLayers.Suppressed why = layers.suppressed(node);
        String judgement =
            why == null ? "counts" : why.rule().id() + " by " + forest.span(why.by()).name();
        said.add(forest.span(node).name() + " " + judgement);
      }
    }
    return said;
  }
}
