package io.treeline.exporter.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.analysis.Autonomy.Handoff;
import io.treeline.exporter.analysis.Autonomy.Intervention;
import io.treeline.exporter.analysis.Autonomy.Run;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.TestSpans;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much was done alone, and where the time went. */
class AutonomyAndTimeTest {

  private static final long MILLI = 1_000_000;

  @Test
  void refundApprovedByAPerson_isAnInterventionOfSixSeconds() {
    Span agent = TestSpans.agent("support").at(0, 8000).build();
    Span refund = TestSpans.tool("refund").childOf(agent).at(1000, 7500).build();
    Span approval = human(refund, "approved", 1200, 7200);

    SessionAnalysis analysis = SessionAnalysis.of(List.of(agent, refund, approval));

    Autonomy autonomy = analysis.autonomy();
    assertThat(autonomy.humanFree()).isFalse();
    assertThat(autonomy.interventions())
        .containsExactly(new Intervention(approval.key(), "approval", "approved", 6000 * MILLI));
    assertThat(autonomy.approved()).isEqualTo(1);
    assertThat(autonomy.longestAloneNanos()).isEqualTo(1200 * MILLI);
    TimeUse time = analysis.time();
    assertThat(time.wall()).isEqualTo(8000 * MILLI);
    assertThat(time.active()).isEqualTo(8000 * MILLI);
    assertThat(time.working()).isEqualTo(2000 * MILLI);
    assertThat(time.waiting()).isEqualTo(6000 * MILLI);
    assertThat(time.idle()).isEqualTo(6000 * MILLI);
    assertThat(time.criticalByKind())
        .isEqualTo(
            Map.of(
                OperationKind.HUMAN,
                6000 * MILLI,
                OperationKind.TOOL,
                500 * MILLI,
                OperationKind.AGENT,
                1500 * MILLI));
  }

  @Test
  void personsStepInsideTheToolThatAsks_isOneIntervention() {
    Span agent = TestSpans.agent("support").at(0, 100).build();
    Span tool =
        TestSpans.tool("ask")
            .childOf(agent)
            .attribute("treeline.human.type", "input")
            .at(10, 90)
            .build();
    Span step = human(tool, "rejected", 20, 80);

    Autonomy autonomy = SessionAnalysis.of(List.of(agent, tool, step)).autonomy();

    assertThat(autonomy.interventions()).extracting(Intervention::span).containsExactly(tool.key());
  }

  @Test
  void waitingBesideWork_isNotIdle() {
    Span agent = TestSpans.agent("support").at(0, 100).build();
    Span approval = human(agent, "approved", 10, 60);
    Span tool = TestSpans.tool("prepare").childOf(agent).at(10, 40).build();

    TimeUse time = SessionAnalysis.of(List.of(agent, approval, tool)).time();

    assertThat(time.waiting()).isEqualTo(20 * MILLI);
    assertThat(time.working()).isEqualTo(80 * MILLI);
  }

  @Test
  void limitReached_isToldWithTheIterations() {
    Span agent =
        TestSpans.agent("planner")
            .attribute("treeline.agent.iteration", 10)
            .attribute("treeline.agent.max_iterations", 10)
            .attribute("treeline.agent.stop_reason", "max_iterations")
            .at(0, 100)
            .build();
    Span other = TestSpans.agent("helper").childOf(agent).at(10, 50).build();
    Span call = TestSpans.llm("m").childOf(other).at(10, 20).build();

    SessionAnalysis analysis = SessionAnalysis.of(List.of(agent, other, call));

    assertThat(analysis.autonomy().runs())
        .containsExactly(
            new Run(agent.key(), "planner", 10, true, 10L, "max_iterations", true),
            new Run(other.key(), "helper", 1, false, null, null, false));
    assertThat(analysis.autonomy().humanFree()).isTrue();
    assertThat(analysis.problems())
        .extracting(Problem::sentence)
        .containsExactly("planner stopped at its limit of 10 iterations");
  }

  @Test
  void handoff_decidedAndArrived_isOne() {
    Map<String, com.fasterxml.jackson.databind.JsonNode> fromTo =
        Map.of(
            "treeline.handoff.from", new TextNode("triage"),
            "treeline.handoff.to", new TextNode("billing"));
    Span triage =
        TestSpans.agent("triage")
            .event(new SpanEvent(TestSpans.START_EPOCH_NANOS, "treeline.decision", fromTo))
            .at(0, 100)
            .build();
    Span billing =
        TestSpans.agent("billing")
            .childOf(triage)
            .attribute("treeline.handoff.from", "triage")
            .attribute("treeline.handoff.to", "billing")
            .at(10, 90)
            .build();

    assertThat(SessionAnalysis.of(List.of(triage, billing)).autonomy().handoffs())
        .containsExactly(new Handoff(billing.key(), "triage", "billing"));
    assertThat(SessionAnalysis.of(List.of(triage)).autonomy().handoffs())
        .containsExactly(new Handoff(triage.key(), "triage", "billing"));
  }

  @Test
  void criticalPath_goesThroughWhatEndedLast() {
    Span agent = TestSpans.agent("a").name("agent").at(0, 100).build();
    Span fast = TestSpans.tool("fast").childOf(agent).at(10, 30).build();
    Span slow = TestSpans.tool("slow").childOf(agent).at(10, 60).build();
    Span last = TestSpans.llm("m").childOf(agent).at(60, 95).build();

    TimeUse time = SessionAnalysis.of(List.of(agent, fast, slow, last)).time();

    assertThat(time.criticalPath())
        .containsExactly(
            new TimeUse.Critical(slow.key(), 50 * MILLI, 0.5),
            new TimeUse.Critical(last.key(), 35 * MILLI, 0.35),
            new TimeUse.Critical(agent.key(), 15 * MILLI, 0.15));
    assertThat(time.parallelism()).isCloseTo(1.2, within(1e-9));
  }

  @Test
  void betweenTraces_nothingIsCritical() {
    Span first = TestSpans.agent("a").session("s").at(0, 100).build();
    Span second = TestSpans.agent("a").session("s").at(5000, 5100).build();

    TimeUse time = SessionAnalysis.of(List.of(first, second)).time();

    assertThat(time.wall()).isEqualTo(5100 * MILLI);
    assertThat(time.active()).isEqualTo(200 * MILLI);
    assertThat(time.idle()).isEqualTo(4900 * MILLI);
    assertThat(time.critical()).isEqualTo(200 * MILLI);
  }

  private static Span human(Span parent, String decision, long from, long to) {
    return TestSpans.span()
        .operation(OperationKind.HUMAN)
        .childOf(parent)
        .attribute("treeline.human.type", "approval")
        .attribute("treeline.human.decision", decision)
        .at(from, to)
        .build();
  }
}
