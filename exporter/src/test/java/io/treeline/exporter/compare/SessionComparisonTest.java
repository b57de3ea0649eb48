package io.treeline.exporter.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.compare.SessionComparison.Row;
import io.treeline.exporter.compare.SessionComparison.Step;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.TestSpans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two sessions side by side. */
class SessionComparisonTest {

  /** A session under one agent, written as it is made. */
  private static final class Session {
    private final List<Span> spans = new ArrayList<>();
    private final Span agent = TestSpans.agent("support").at(0, 1000).build();
    private long at;

    Session() {
      spans.add(agent);
    }

    Session llm(String model) {
      return add(TestSpans.llm(model));
    }

    Session tool(String name, long arguments, long result) {
      return add(TestSpans.tool(name).toolHashes(arguments, result));
    }

    Session add(SpanBuilder span) {
      spans.add(span.childOf(agent).at(at, at + 10).build());
      at += 10;
      return this;
    }
  }

  private static List<String> told(SessionComparison comparison) {
    return comparison.rows().stream().map(SessionComparisonTest::tell).toList();
  }

  private static String tell(Row row) {
    Step any = row.a() == null ? row.b() : row.a();
    String which = row.a() == null ? "+" : row.b() == null ? "-" : "=";
    String differences = row.differences().isEmpty() ? "" : " " + row.differences();
    return "  ".repeat(row.depth()) + which + any.label() + differences;
  }

  @Test
  void of_sameSession_isTheSame() {
    Session session = new Session().llm("m").tool("lookup", 1, 2).llm("m");

    SessionComparison comparison = SessionComparison.of(session.spans, session.spans);

    assertThat(comparison.same()).isEqualTo(4);
    assertThat(comparison.firstDivergence()).isNull();
    assertThat(comparison.changed() + comparison.onlyA() + comparison.onlyB()).isZero();
  }

  @Test
  void of_otherArguments_partTheWaysThere() {
    Session a = new Session().llm("m").tool("lookup", 1, 2).llm("m");
    Session b = new Session().llm("m").tool("lookup", 9, 8).llm("m");

    SessionComparison comparison = SessionComparison.of(a.spans, b.spans);

    assertThat(told(comparison).subList(0, 2)).containsExactly("=support", "  =m");
    assertThat(comparison.rows().get(2).differences())
        .containsExactlyInAnyOrder(
            SessionComparison.Difference.ARGUMENTS, SessionComparison.Difference.RESULT);
    assertThat(comparison.firstDivergence()).isEqualTo(2);
    assertThat(comparison.changed()).isEqualTo(1);
  }

  @Test
  void of_stepsMoreAndLess_areAlignedAroundThem() {
    Session a = new Session().llm("m").tool("lookup", 1, 2).tool("cancel", 5, 5).llm("m");
    Session b = new Session().llm("m").tool("search", 3, 3).tool("lookup", 1, 2).llm("m");

    assertThat(told(SessionComparison.of(a.spans, b.spans)))
        .containsExactly("=support", "  =m", "  +search", "  =lookup", "  -cancel", "  =m");
  }

  @Test
  void of_repeatedCalls_preferTheOnesWithTheSameArguments() {
    Session a = new Session().tool("lookup", 1, 1).tool("lookup", 2, 2);
    Session b = new Session().tool("lookup", 2, 2);

    assertThat(told(SessionComparison.of(a.spans, b.spans)))
        .containsExactly("=support", "  -lookup", "  =lookup");
  }

  @Test
  void of_otherModel_isMarked() {
    SessionComparison comparison =
        SessionComparison.of(new Session().llm("m1").spans, new Session().llm("m2").spans);

    assertThat(told(comparison)).containsExactly("=support", "  =m1 [MODEL]");
    assertThat(comparison.firstDivergence()).isEqualTo(1);
  }

  @Test
  void of_toolThatFailed_partsTheWaysAtTheToolNotAbove() {
    Session good = new Session().tool("lookup", 1, 2);
    Session bad = new Session().add(TestSpans.tool("lookup").toolHashes(1L, null).error("timeout"));
    bad.spans.set(0, TestSpans.agent("support").at(0, 1000).error("timeout").build());
    Span child = bad.spans.get(1);
    bad.spans.set(
        1,
        TestSpans.tool("lookup")
            .toolHashes(1L, null)
            .error("timeout")
            .childOf(bad.spans.get(0))
            .at(0, 10)
            .build());

    SessionComparison comparison = SessionComparison.of(good.spans, bad.spans);

    assertThat(child.errorType()).isEqualTo("timeout");
    assertThat(told(comparison)).containsExactly("=support [STATUS]", "  =lookup [STATUS]");
    assertThat(comparison.firstDivergence()).isEqualTo(1);
  }

  @Test
  void of_thousandsOfCallsInAnotherOrder_answersSoonAndShowsAll() {
    List<Long> arguments = new ArrayList<>();
    for (long i = 0; i < 5_000; i++) {
      arguments.add(i);
    }
    Session a = new Session();
    arguments.forEach(i -> a.tool("lookup" + i % 50, i, i));
    Collections.shuffle(arguments, new Random(7));
    Session b = new Session();
    arguments.forEach(i -> b.tool("lookup" + i % 50, i, i));

    SessionComparison comparison = SessionComparison.of(a.spans, b.spans);

    assertThat(comparison.same() + comparison.changed() + comparison.onlyA()).isEqualTo(5_001);
    assertThat(comparison.same() + comparison.changed() + comparison.onlyB()).isEqualTo(5_001);
  }

  @Test
  void of_withoutSpans_isEmpty() {
    assertThat(SessionComparison.of(List.of(), List.of()).rows()).isEmpty();
  }
}
