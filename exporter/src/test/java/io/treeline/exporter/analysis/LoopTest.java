package io.treeline.exporter.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.TestSpans;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is a loop, what is none, and what it wasted. */
class LoopTest {

  private static final long MILLI = 1_000_000;

  private final List<Span> spans = new ArrayList<>();
  private Span agent = TestSpans.agent("researcher").at(0, 10_000).build();
  private long clock;

  /** A model call that orders one tool call, which it waits for. */
  private Span turn(String tool, Long arguments, Long result) {
    spans.add(
        TestSpans.llm("gpt-4o")
            .childOf(agent)
            .at(clock, clock + 30)
            .tokens(100, 10)
            .cost("0.001")
            .build());
    return call(tool, arguments, result, 30);
  }

  private Span call(String tool, Long arguments, Long result, long after) {
    Span call =
        TestSpans.tool(tool)
            .childOf(agent)
            .at(clock + after, clock + after + 70)
            .toolHashes(arguments, result)
            .build();
    spans.add(call);
    clock += after + 70;
    return call;
  }

  private List<Loop> loops() {
    return analysis().loops();
  }

  private SessionAnalysis analysis() {
    List<Span> all = new ArrayList<>(spans);
    all.add(agent);
    return SessionAnalysis.of(all);
  }

  @Test
  void nineTimesTheSameSearch_isALoopThatWastedEight() {
    for (int i = 0; i < 9; i++) {
      turn("web_search", 1L, 1L);
    }

    SessionAnalysis analysis = analysis();

    assertThat(analysis.loops()).hasSize(1);
    Loop loop = analysis.loops().get(0);
    assertThat(loop.kind()).isEqualTo(Loop.Kind.REPEAT);
    assertThat(loop.tools()).containsExactly("web_search");
    assertThat(loop.rounds()).isEqualTo(9);
    assertThat(loop.scope()).isEqualTo(agent.key());
    assertThat(loop.path()).isEqualTo("/researcher/web_search");
    assertThat(loop.calls()).hasSize(9);
    assertThat(loop.wasted())
        .isEqualTo(new Spend(8, 800 * MILLI, 800L, 80L, new BigDecimal("0.008")));
    assertThat(analysis.wasted()).isEqualTo(loop.wasted());
    assertThat(analysis.comparedCalls()).isEqualTo(9);
    assertThat(analysis.unknownCalls()).isZero();
    assertThat(analysis.problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "web_search was called 9 times with the same arguments and the same results: 8 calls"
                + " brought nothing new (880 tokens, $0.008)");
    assertThat(analysis.outcomes()).extracting(SpanOutcome::loop).containsOnly(0);
    assertThat(analysis.outcomes().stream().filter(SpanOutcome::redundant)).hasSize(8);
  }

  @Test
  void twice_isACheckAndNoLoop() {
    turn("web_search", 1L, 1L);
    turn("web_search", 1L, 1L);

    assertThat(loops()).isEmpty();
  }

  @Test
  void otherArguments_areNoLoop() {
    for (long i = 0; i < 9; i++) {
      turn("web_search", i, 1L);
    }

    assertThat(loops()).isEmpty();
  }

  @Test
  void polling_untilTheResultChanges_isNoLoop() {
    for (int i = 0; i < 8; i++) {
      turn("job_status", 1L, 1L);
    }
    turn("job_status", 1L, 2L);

    assertThat(loops()).isEmpty();
  }

  @Test
  void readAndTestInTurn_isACycle() {
    turn("plan", 7L, 7L);
    for (int i = 0; i < 3; i++) {
      turn("read_file", 1L, 1L);
      turn("run_tests", 2L, 2L);
    }
    turn("read_file", 1L, 1L);

    List<Loop> loops = loops();

    assertThat(loops).hasSize(1);
    assertThat(loops.get(0).kind()).isEqualTo(Loop.Kind.CYCLE);
    assertThat(loops.get(0).tools()).containsExactly("read_file", "run_tests");
    assertThat(loops.get(0).rounds()).isEqualTo(3);
    assertThat(loops.get(0).calls()).hasSize(6);
    assertThat(loops.get(0).redundant()).hasSize(4);
  }

  @Test
  void aabaab_isACycleOfThree() {
    for (int i = 0; i < 2; i++) {
      turn("a", 1L, 1L);
      turn("a", 1L, 1L);
      turn("b", 2L, 2L);
    }

    assertThat(loops())
        .extracting(Loop::kind, Loop::tools, Loop::rounds)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Loop.Kind.CYCLE, List.of("a", "a", "b"), 2));
  }

  @Test
  void polling_whoseFirstResultWasAnotherOne_isNoLoop() {
    turn("job_status", 1L, 1L);
    for (int i = 0; i < 5; i++) {
      turn("job_status", 1L, 2L);
    }

    assertThat(loops()).isEmpty();
  }

  @Test
  void pollingInTurnWithWaiting_isNoCycle() {
    for (long i = 0; i < 4; i++) {
      turn("wait", 1L, 1L);
      turn("job_status", 2L, i);
    }

    // Waiting alone is the same each time; it is no round with what it waits for.
    assertThat(loops()).extracting(Loop::kind).doesNotContain(Loop.Kind.CYCLE);
  }

  @Test
  void ababWithAnotherRunsCallsBetween_isStillACycle() {
    Span mine = agent;
    for (int i = 0; i < 2; i++) {
      turn("a", 1L, 1L);
      agent = TestSpans.agent("other").childOf(mine).at(clock, clock + 100).build();
      spans.add(agent);
      turn("c", i + 10L, 1L);
      agent = mine;
      turn("b", 2L, 2L);
    }

    assertThat(loops()).extracting(Loop::tools).containsExactly(List.of("a", "b"));
  }

  @Test
  void abab_isACycle() {
    turn("a", 1L, 1L);
    turn("b", 2L, 2L);
    turn("a", 1L, 1L);
    turn("b", 2L, 2L);

    assertThat(loops()).extracting(Loop::rounds).containsExactly(2);
  }

  @Test
  void cycleWhoseResultsChange_isNone() {
    turn("edit", 1L, 1L);
    turn("run_tests", 2L, 2L);
    turn("edit", 1L, 1L);
    turn("run_tests", 2L, 3L);

    assertThat(loops()).isEmpty();
  }

  @Test
  void contentNotCaptured_isUnknownAndNotNone() {
    for (int i = 0; i < 9; i++) {
      turn("web_search", null, null);
    }

    SessionAnalysis analysis = analysis();

    assertThat(analysis.loops()).isEmpty();
    assertThat(analysis.comparedCalls()).isZero();
    assertThat(analysis.unknownCalls()).isEqualTo(9);
  }

  @Test
  void resultOfOneCallUnknown_nothingIsSaidOfItsKind() {
    turn("web_search", 1L, 1L);
    turn("web_search", 1L, null);
    turn("web_search", 1L, 1L);
    turn("web_search", 1L, 1L);

    assertThat(loops()).isEmpty();
  }

  @Test
  void failedCalls_areAttemptsAndNoLoop() {
    for (int i = 0; i < 5; i++) {
      turn("web_search", 1L, 1L);
      Span last = spans.remove(spans.size() - 1);
      spans.add(
          TestSpans.tool("web_search")
              .childOf(agent)
              .atNanos(last.startEpochNanos(), last.endEpochNanos())
              .toolHashes(1L, 1L)
              .error("e")
              .build());
    }

    assertThat(loops()).isEmpty();
  }

  @Test
  void sameSearchInThreeRuns_isNoLoop() {
    for (int run = 0; run < 3; run++) {
      agent = TestSpans.agent("worker " + run).at(clock, clock + 100).build();
      spans.add(agent);
      turn("web_search", 1L, 1L);
    }

    assertThat(SessionAnalysis.of(spans).loops()).isEmpty();
  }

  @Test
  void modelCallThatOrderedSomethingNewToo_isNotWasted() {
    turn("web_search", 1L, 1L);
    turn("web_search", 1L, 1L);
    call("read_page", 5L, 5L, 0);
    turn("web_search", 1L, 1L);

    Spend wasted = analysis().wasted();

    assertThat(wasted).isEqualTo(new Spend(2, 170 * MILLI, 100L, 10L, new BigDecimal("0.001")));
  }
}
