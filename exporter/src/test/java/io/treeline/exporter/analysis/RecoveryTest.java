package io.treeline.exporter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.TestSpans;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After an error: what came next, and whether it helped. */
class RecoveryTest {

  private static final long MILLI = 1_000_000;

  private final List<Span> spans = new ArrayList<>();
  private final Span agent = TestSpans.agent("support").name("agent").at(0, 1000).build();

  private Span add(SpanBuilder span) {
    Span built = span.build();
    spans.add(built);
    return built;
  }

  private Span llm(String name, long from, long to) {
    return add(TestSpans.llm("gpt-4o").name(name).childOf(agent).at(from, to).tokens(10, 2));
  }

  private SpanBuilder tool(String tool, String name, long from, long to) {
    return TestSpans.tool(tool).name(name).childOf(agent).at(from, to);
  }

  @Test
  void passwordReset_sameCallAgain_isABlindRetryThatRecovered() {
    spans.add(agent);
    llm("think", 0, 100);
    Span failed =
        add(tool("reset_password", "first", 100, 200).toolHashes(1L, null).error("timeout"));
    add(
        TestSpans.llm("gpt-4o")
            .name("think again")
            .childOf(agent)
            .at(200, 300)
            .tokens(30, 5)
            .cost("0.004"));
    Span again = add(tool("reset_password", "second", 300, 350).toolHashes(1L, 9L));
    llm("answer", 350, 400);

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis))
        .containsExactly("first RECOVERED BLIND_RETRY INFERRED by second, 2 attempts");
    SpanOutcome outcome = analysis.outcomes().get(0);
    assertThat(outcome.span()).isEqualTo(failed.key());
    assertThat(outcome.recoveredBy()).isEqualTo(again.key());
    assertThat(outcome.recovery())
        .isEqualTo(new Spend(1, 150 * MILLI, 30L, 5L, new BigDecimal("0.004")));
    assertThat(analysis.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "reset_password failed (timeout); the same call was made again and that worked after"
                + " 150 ms (35 tokens, $0.004)");
    assertThat(analysis.tools())
        .containsExactly(
            new RecoveryCount(
                "reset_password",
                2,
                1,
                1,
                0,
                0,
                0,
                Map.of(NextStep.BLIND_RETRY, 1L),
                2,
                new Spend(1, 150 * MILLI, 30L, 5L, new BigDecimal("0.004"))));
    assertThat(analysis.paths())
        .extracting(RecoveryCount::name, RecoveryCount::errors, RecoveryCount::recovered)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/support/reset_password", 1L, 1L));
  }

  @Test
  void otherArguments_areARepair() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("lookup", "wrong id", 100, 200).toolHashes(1L, null).error("not a number"));
    llm("think again", 200, 300);
    add(tool("lookup", "right id", 300, 350).toolHashes(2L, null));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("wrong id RECOVERED REPAIR INFERRED by right id, 2 attempts");
  }

  @Test
  void argumentsNotCaptured_areARetryOfUnknownKind() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("lookup", "first", 100, 200).error("e"));
    llm("think again", 200, 300);
    add(tool("lookup", "second", 300, 350));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("first RECOVERED RETRY INFERRED by second, 2 attempts");
  }

  @Test
  void anotherTool_isAFallback() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("web_search", "search", 100, 200).toolHashes(1L, null).error("e"));
    llm("think again", 200, 300);
    add(tool("wikipedia", "wikipedia", 300, 350).toolHashes(2L, null));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("search RECOVERED FALLBACK_TOOL INFERRED by wikipedia, 2 attempts");
  }

  @Test
  void threeAttempts_areOneRecovery() {
    spans.add(agent);
    llm("think", 0, 10);
    add(tool("lookup", "one", 10, 20).toolHashes(1L, null).error("e"));
    llm("two?", 20, 30);
    add(tool("lookup", "two", 30, 40).toolHashes(1L, null).error("e"));
    llm("three?", 40, 50);
    add(tool("lookup", "three", 50, 60).toolHashes(2L, null));

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis))
        .containsExactly(
            "one RECOVERED BLIND_RETRY INFERRED by three, 3 attempts",
            "two RECOVERED REPAIR INFERRED by three, 2 attempts");
    assertThat(analysis.problems()).hasSize(1);
    assertThat(analysis.outcomes().get(0).recovery().nanos()).isEqualTo(40 * MILLI);
    assertThat(analysis.outcomes().get(0).recovery().inputTokens()).isEqualTo(20);
  }

  @Test
  void nextCallOfTheSameBatch_isNoAttempt() {
    spans.add(agent);
    llm("both", 0, 10);
    add(tool("lookup", "one", 10, 20).toolHashes(1L, null).error("e"));
    add(tool("lookup", "two", 20, 30).toolHashes(2L, null));
    llm("answer", 30, 40);

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("one ABANDONED GAVE_UP INFERRED, 1 attempts");
  }

  @Test
  void twoFailuresAtOnce_eachFindsItsOwnAttempt() {
    spans.add(agent);
    llm("both", 0, 10);
    add(tool("lookup", "a", 10, 20).toolHashes(1L, null).error("e"));
    add(tool("lookup", "b", 10, 21).toolHashes(2L, null).error("e"));
    llm("again", 30, 40);
    add(tool("lookup", "b again", 40, 50).toolHashes(2L, null));
    add(tool("lookup", "a again", 40, 51).toolHashes(1L, null));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactlyInAnyOrder(
            "a RECOVERED BLIND_RETRY INFERRED by a again, 2 attempts",
            "b RECOVERED BLIND_RETRY INFERRED by b again, 2 attempts");
  }

  @Test
  void answeredWithoutIt_wasGivenUp() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("lookup", "lookup", 100, 200).toolHashes(1L, null).error("e"));
    llm("sorry", 200, 300);

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis)).containsExactly("lookup ABANDONED GAVE_UP INFERRED, 1 attempts");
    assertThat(analysis.problems())
        .extracting(Problem::kind, Problem::sentence)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Problem.Kind.ABANDONED, "lookup failed (e); the work went on without it"));
  }

  @Test
  void runFailedWithIt_ended() {
    Span run = add(TestSpans.agent("support").name("run").at(0, 300).error("e"));
    add(TestSpans.llm("m").name("think").childOf(run).at(0, 100));
    Span tool = add(TestSpans.tool("lookup").name("tool").childOf(run).at(100, 200).error("e"));
    add(TestSpans.span().name("GET").childOf(tool).at(110, 190).error("500"));

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis))
        .containsExactly(
            "run ERROR ENDED INFERRED, 1 attempts",
            "tool ERROR ENDED INFERRED, 1 attempts",
            "GET ERROR ENDED INFERRED, 1 attempts");
    assertThat(analysis.problems())
        .extracting(Problem::sentence)
        .containsExactly("support failed in GET (500); the work ended with it");
  }

  @Test
  void failedAgentRunAgain_itsToolsErrorIsRecoveredWithIt() {
    spans.add(agent);
    llm("delegate", 0, 10);
    Span first = add(TestSpans.agent("billing").name("run 1").childOf(agent).at(10, 50).error("e"));
    add(TestSpans.tool("charge").name("charge").childOf(first).at(20, 40).error("declined"));
    llm("again", 50, 60);
    add(TestSpans.agent("billing").name("run 2").childOf(agent).at(60, 90));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly(
            "run 1 RECOVERED RETRY INFERRED by run 2, 2 attempts",
            "charge RECOVERED RETRY INFERRED by run 2, 2 attempts");
  }

  @Test
  void stillRunning_nothingIsConcluded() {
    Span run = add(TestSpans.agent("support").name("run").running(0));
    add(TestSpans.llm("m").name("think").childOf(run).at(0, 100));
    add(TestSpans.tool("lookup").name("lookup").childOf(run).at(100, 200).error("e"));

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis)).containsExactly("lookup ERROR null null, 1 attempts");
    assertThat(analysis.problems())
        .extracting(Problem::sentence)
        .containsExactly("lookup failed (e); nothing has followed yet");
  }

  @Test
  void sendersLink_winsOverTheOrder() {
    spans.add(agent);
    llm("think", 0, 100);
    Span failed = add(tool("lookup", "failed", 100, 200).toolHashes(1L, null).error("e"));
    llm("think again", 200, 300);
    add(tool("lookup", "unrelated", 300, 350).toolHashes(1L, null));
    add(
        tool("archive", "instead", 360, 390)
            .toolHashes(1L, null)
            .link(
                new SpanLink(
                    failed.key(), Map.of("treeline.link.type", new TextNode("failed_attempt"))))
            .attribute("treeline.recovery.strategy", "alternate_tool"));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("failed RECOVERED FALLBACK_TOOL LINK by instead, 2 attempts");
  }

  @Test
  void modelFailed_anotherModelAnswered_isAFallback() {
    spans.add(agent);
    add(TestSpans.llm("gpt-4o").name("big").childOf(agent).at(0, 50).error("overloaded"));
    add(TestSpans.llm("gpt-4o-mini").name("small").childOf(agent).at(50, 90));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("big RECOVERED FALLBACK_MODEL INFERRED by small, 2 attempts");
  }

  @Test
  void httpAttempts_ofOneCall_areARetry() {
    spans.add(agent);
    Span call = llm("call", 0, 100);
    add(TestSpans.span().name("POST").childOf(call).at(0, 20).error("503"));
    add(TestSpans.span().name("POST").childOf(call).at(30, 90));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("POST RECOVERED RETRY INFERRED by POST, 2 attempts");
  }

  @Test
  void httpCallsOfABatch_areNoAttempts() {
    spans.add(agent);
    Span tool = add(tool("crawl", "crawl", 0, 100));
    add(TestSpans.span().name("GET").childOf(tool).at(0, 20));
    add(TestSpans.span().name("GET").childOf(tool).at(20, 30).error("404"));
    add(TestSpans.span().name("GET").childOf(tool).at(30, 40));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("GET ABANDONED GAVE_UP INFERRED, 1 attempts");
  }

  @Test
  void refund_personApproved_wasAskedAndRecovered() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("refund", "refund", 100, 200).toolHashes(1L, null).error("needs approval"));
    llm("ask", 200, 300);
    add(
        TestSpans.span()
            .name("approval")
            .operation(OperationKind.HUMAN)
            .childOf(agent)
            .attribute("treeline.human.decision", "approved")
            .at(300, 800));

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis))
        .containsExactly("refund RECOVERED ASKED_HUMAN INFERRED by approval, 1 attempts");
  }

  @Test
  void refund_toolThatAsksAPerson_wasAskedAndItsAnswerCounts() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("refund", "refund", 100, 200).toolHashes(1L, null).error("too much"));
    llm("ask", 200, 300);
    Span ask = add(tool("ask_user", "ask_user", 300, 800).toolHashes(2L, null));
    add(
        TestSpans.span()
            .name("question")
            .operation(OperationKind.HUMAN)
            .childOf(ask)
            .attribute("treeline.human.decision", "rejected")
            .at(310, 790));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("refund ABANDONED ASKED_HUMAN INFERRED, 1 attempts");
  }

  @Test
  void refund_otherToolThatSaysItAsked_wasAskedAndOneThatWasApprovedIsAnotherTool() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("refund", "refund", 100, 200).toolHashes(1L, null).error("too much"));
    llm("ask", 200, 300);
    add(tool("ask_user", "ask_user", 300, 400).attribute("treeline.human.type", "input"));
    llm("think again", 400, 500);
    add(tool("search", "search", 500, 600).toolHashes(3L, null).error("down"));
    llm("go on", 600, 700);
    add(tool("browse", "browse", 700, 800).attribute("treeline.human.type", "approval"));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly(
            "refund RECOVERED ASKED_HUMAN INFERRED by ask_user, 1 attempts",
            "search RECOVERED FALLBACK_TOOL INFERRED by browse, 2 attempts");
  }

  @Test
  void refund_personRejected_wasGivenUp() {
    spans.add(agent);
    llm("think", 0, 100);
    add(tool("refund", "refund", 100, 200).toolHashes(1L, null).error("needs approval"));
    add(
        TestSpans.span()
            .name("approval")
            .operation(OperationKind.HUMAN)
            .childOf(agent)
            .attribute("treeline.human.decision", "rejected")
            .at(300, 800));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("refund ABANDONED ASKED_HUMAN INFERRED, 1 attempts");
  }

  @Test
  void foundNothing_isNoError() {
    spans.add(agent);
    add(tool("lookup", "lookup", 0, 10).toolHashes(1L, 0L).emptyResult());

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis)).containsExactly("lookup NOT_FOUND null null, 0 attempts");
    assertThat(analysis.problems()).isEmpty();
    assertThat(analysis.tools())
        .extracting(RecoveryCount::errors, RecoveryCount::notFound)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(0L, 1L));
  }

  @Test
  void otherToolOfTheSameBatch_isNoFallback() {
    spans.add(agent);
    llm("both", 0, 10);
    add(tool("lookup", "one", 10, 20).toolHashes(1L, null).error("e"));
    add(tool("search", "two", 20, 30).toolHashes(2L, null));
    llm("answer", 30, 40);

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("one ABANDONED GAVE_UP INFERRED, 1 attempts");
  }

  @Test
  void sameCallThatBeganBeforeTheFailure_isNoAnswerToIt() {
    spans.add(agent);
    llm("both", 0, 10);
    add(tool("lookup", "one", 10, 30).toolHashes(1L, null).error("e"));
    add(tool("lookup", "hedge", 15, 40).toolHashes(1L, 9L));
    llm("answer", 40, 50);

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("one ABANDONED GAVE_UP INFERRED, 1 attempts");
  }

  @Test
  void sameCallInTheNextTurn_makesNothingGood() {
    Span first = add(TestSpans.agent("support").name("turn 1").session("s").at(0, 100));
    add(TestSpans.llm("m").name("think").childOf(first).session("s").at(0, 10));
    add(TestSpans.tool("lookup").name("one").childOf(first).session("s").at(10, 20).error("e"));
    add(TestSpans.llm("m").name("sorry").childOf(first).session("s").at(20, 30));
    Span second = add(TestSpans.agent("support").name("turn 2").session("s").at(200, 300));
    add(TestSpans.llm("m").name("again").childOf(second).session("s").at(200, 210));
    add(TestSpans.tool("lookup").name("two").childOf(second).session("s").at(210, 220));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("one ABANDONED GAVE_UP INFERRED, 1 attempts");
  }

  @Test
  void attemptThatRuns_hasNotRecoveredYet() {
    Span run = add(TestSpans.agent("support").name("run").running(0));
    add(TestSpans.llm("m").name("think").childOf(run).at(0, 10));
    add(tool("lookup", "one", 10, 20).childOf(run).toolHashes(1L, null).error("e"));
    add(TestSpans.llm("m").name("again").childOf(run).at(20, 30));
    add(TestSpans.tool("lookup").name("two").childOf(run).running(30).toolHashes(1L, null));

    assertThat(told(SessionAnalysis.of(spans)))
        .containsExactly("one ERROR BLIND_RETRY INFERRED, 2 attempts");
  }

  @Test
  void everyAttemptFailedAndTheRunWithThem_nothingIsRecovered() {
    Span run = add(TestSpans.agent("support").name("run").at(0, 60).error("e"));
    add(TestSpans.llm("m").name("think").childOf(run).at(0, 10));
    add(tool("lookup", "one", 10, 20).childOf(run).toolHashes(1L, null).error("e"));
    add(TestSpans.llm("m").name("again").childOf(run).at(20, 30));
    add(tool("lookup", "two", 30, 40).childOf(run).toolHashes(2L, null).error("e"));

    SessionAnalysis analysis = SessionAnalysis.of(spans);

    assertThat(told(analysis))
        .containsExactly(
            "run ERROR ENDED INFERRED, 1 attempts",
            "one ERROR REPAIR INFERRED, 2 attempts",
            "two ERROR ENDED INFERRED, 1 attempts");
    assertThat(analysis.problems()).hasSize(1);
  }

  private List<String> told(SessionAnalysis analysis) {
    return analysis.outcomes().stream().map(this::told).toList();
  }

  private String told(SpanOutcome outcome) {
    String by = outcome.recoveredBy() == null ? "" : " by " + name(outcome.recoveredBy());
    return "%s %s %s %s%s, %d attempts"
        .formatted(
            name(outcome.span()),
            outcome.outcome(),
            outcome.nextStep(),
            outcome.evidence(),
            by,
            outcome.attempts());
  }

  private String name(io.treeline.exporter.model.SpanKey key) {
    return spans.stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow().name();
  }
}
