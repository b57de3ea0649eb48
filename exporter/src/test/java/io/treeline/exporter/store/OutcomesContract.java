package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.treeline.exporter.analysis.Evidence;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.analysis.SpanOutcome;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.Spent;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.session.RandomSessions;
import io.treeline.exporter.store.OutcomeStore.Analysed;
import io.treeline.exporter.store.OutcomeStore.Due;
import io.treeline.exporter.store.OutcomeStore.Turn;
import io.treeline.exporter.store.SessionOutcomes.Cost;
import io.treeline.exporter.store.SessionOutcomes.SpanRow;
import io.treeline.exporter.store.SessionQuery.Order;
import io.treeline.semconv.LinkTypes;
import io.treeline.semconv.TreelineAttributes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the analysis of sessions found, kept. Needs an engine that works out numbers at once. */
public abstract class OutcomesContract extends SpanStoreContract {

  private static final Duration AGES = Duration.ofDays(36_500);

  private final String session = TestSpans.random("session");
  private final Span failed = TestSpans.tool("a").session(session).error("e").at(0, 1).build();

  @Test
  void pending_sessionWritten_isToBeAnalysedUntilItWas() {
    write(failed);

    OutcomeStore.Pending pending = pending();
    outcomes().keep(outcomes(3, row("RECOVERED")), SessionPaths.NONE, pending.revision());

    assertThat(outcomes().of(session)).contains(outcomes(3, row("RECOVERED")));
    assertThat(outcomes().pending(100_000))
        .extracting(OutcomeStore.Pending::sessionId)
        .doesNotContain(session);
  }

  @Test
  void due_sessionWrittenToJustNow_isNotYetUnlessItWaitedForLong() {
    write(failed, TestSpans.tool("b").session(session).build());

    assertThat(due(new Turn(AGES, Duration.ZERO, AGES))).isEmpty();
    assertThat(due(new Turn(Duration.ZERO, AGES, AGES))).isEmpty();
    assertThat(due(new Turn(AGES, AGES, Duration.ZERO))).hasSize(1);
    assertThat(due(Turn.AT_ONCE)).containsExactly(new Due(pending(), 2));
  }

  @Test
  void findSessions_byWhatTheAnalysisCounted_putsThoseWithoutLast() {
    String looping = session + "-b";
    String unknown = session + "-c";
    write(
        failed,
        TestSpans.tool("b").session(looping).build(),
        TestSpans.tool("c").session(unknown).build());
    Span outer = TestSpans.tool("d").session(session).build();
    SpanRow passedOn = row(outer.key(), "RECOVERED", false);
    outcomes()
        .keepAll(
            List.of(
                new Analysed(
                    outcomes(session, 1, row("RECOVERED"), passedOn), SessionPaths.NONE, 1),
                new Analysed(outcomes(looping, 3, row("ABANDONED")), SessionPaths.NONE, 1)));

    assertThat(sorted(Order.RECOVERED, true)).containsExactly(session, looping, unknown);
    assertThat(sorted(Order.RECOVERED, false)).containsExactly(looping, session, unknown);
    assertThat(sorted(Order.LOOPS, true)).containsExactly(looping, session, unknown);
    assertThat(sorted(Order.LOOPS, false)).containsExactly(session, looping, unknown);
    assertThat(sorted(Order.HUMAN_STEPS, true)).containsExactly(looping, session, unknown);
    assertThat(sorted(Order.HUMAN_STEPS, false)).containsExactly(session, looping, unknown);
  }

  /** In pages of one, so that every position is looked for as well. */
  private List<String> sorted(Order order, boolean descending) {
    List<String> found = new ArrayList<>();
    SessionFilter ours = Filters.filter().text(session).build();
    SessionQuery.Position after = null;
    do {
      SessionRows page = reader().findSessions(new SessionQuery(ours, order, descending, 1, after));
      page.rows().forEach(row -> found.add(row.sessionId()));
      after = page.next();
    } while (after != null);
    return found;
  }

  @Test
  void due_analysed_isNotUntilItChangesAgain() {
    write(failed);
    outcomes().keep(outcomes(1), SessionPaths.NONE, pending().revision());
    assertThat(due(Turn.AT_ONCE)).isEmpty();

    write(TestSpans.tool("late").session(session).build());

    assertThat(due(new Turn(AGES, AGES, AGES))).isEmpty();
    assertThat(due(Turn.AT_ONCE)).hasSize(1);
  }

  @Test
  void keepAll_manySessionsSomeOfThemAgain_keepsEachAsTheLastSaid() {
    write(failed);
    long revision = pending().revision();
    SessionOutcomes first = outcomes(1, row("ERROR"));
    SessionOutcomes again = outcomes(2, row("RECOVERED"));
    SessionOutcomes other = outcomes(TestSpans.random("other"), 3, row("ABANDONED"));

    outcomes()
        .keepAll(
            List.of(
                new Analysed(first, SessionPaths.NONE, revision),
                new Analysed(other, SessionPaths.NONE, revision)));
    outcomes().keepAll(List.of(new Analysed(again, SessionPaths.NONE, revision)));

    assertThat(outcomes().of(session)).contains(again);
    assertThat(outcomes().of(other.sessionId())).contains(other);
    assertThat(due(Turn.AT_ONCE)).isEmpty();
  }

  @Test
  void spansToAnalyse_ofManySessions_giveTheSameAnalysisAsAllOfTheSpans() {
    List<Span> busy = RandomSessions.busy(session, 5, 300);
    String odd = TestSpans.random("odd");
    List<Span> wild = RandomSessions.session(odd, 6, 200);
    List<Span> telling = telling(TestSpans.random("telling"));
    Span nameless = TestSpans.tool("alone").build();
    String trace = nameless.key().traceId();
    List.of(busy, wild, telling, List.of(nameless)).forEach(store.writer()::write);
    String told = String.valueOf(telling.get(0).session().sessionId());

    Map<String, List<Span>> found =
        reader().spansToAnalyse(List.of(session, odd, told, trace, "nobody's"));

    assertThat(found.keySet()).containsExactlyInAnyOrder(session, odd, told, trace);
    for (String each : found.keySet()) {
      SessionAnalysis all = SessionAnalysis.of(reader().spansOf(each, false));
      assertThat(SessionAnalysis.of(found.get(each))).isEqualTo(all);
    }
    SessionAnalysis analysis = SessionAnalysis.of(found.get(told));
    assertThat(analysis.autonomy().interventions()).hasSize(1);
    assertThat(analysis.autonomy().handoffs()).hasSize(2);
    assertThat(analysis.autonomy().limitsReached()).isEqualTo(1);
    assertThat(analysis.outcomes())
        .extracting(SpanOutcome::evidence)
        .contains(Evidence.LINK, Evidence.ATTRIBUTE);
    assertThat(analysis.folded()).hasSize(1);
  }

  /** Everything that is said by attributes, events and links. */
  private static List<Span> telling(String id) {
    Span agent =
        TestSpans.agent("a")
            .session(id)
            .at(0, 1000)
            .attribute(TreelineAttributes.AGENT_ITERATION.getKey(), 7)
            .attribute(TreelineAttributes.AGENT_MAX_ITERATIONS.getKey(), 7)
            .attribute(TreelineAttributes.AGENT_STOP_REASON.getKey(), "max_iterations")
            .event(handoff("a", "b"))
            .build();
    Span lost = TestSpans.tool("x").session(id).childOf(agent).at(10, 20).error("e").build();
    Span linked =
        TestSpans.tool("y").session(id).childOf(agent).at(30, 40).link(instead(lost)).build();
    Span slow =
        TestSpans.span().name("get").session(id).childOf(agent).at(50, 60).error("e").build();
    Span resent =
        TestSpans.span()
            .name("get")
            .session(id)
            .childOf(agent)
            .at(70, 80)
            .attribute("http.request.resend_count", 1)
            .build();
    Span person =
        TestSpans.tool("ask")
            .session(id)
            .childOf(agent)
            .at(90, 95)
            .attribute(TreelineAttributes.HUMAN_TYPE.getKey(), "approval")
            .attribute(TreelineAttributes.HUMAN_DECISION.getKey(), "rejected")
            .build();
    Span server =
        TestSpans.span()
            .session(id)
            .childOf(linked)
            .at(31, 39)
            .attribute("mcp.method.name", "tools/call")
            .build();
    Span flow =
        TestSpans.span()
            .operation(OperationKind.WORKFLOW)
            .session(id)
            .at(2000, 2100)
            .attribute("gen_ai.workflow.name", "nightly")
            .attribute(TreelineAttributes.SPAN_WRAPPER.getKey(), true)
            .attribute(TreelineAttributes.HANDOFF_FROM.getKey(), "b")
            .attribute(TreelineAttributes.HANDOFF_TO.getKey(), "c")
            .build();
    return List.of(agent, lost, linked, slow, resent, person, server, flow);
  }

  private static SpanEvent handoff(String from, String to) {
    return new SpanEvent(
        1,
        "handoff",
        Map.of(
            TreelineAttributes.HANDOFF_FROM.getKey(),
            TextNode.valueOf(from),
            TreelineAttributes.HANDOFF_TO.getKey(),
            TextNode.valueOf(to)));
  }

  private static SpanLink instead(Span failed) {
    return new SpanLink(
        failed.key(),
        Map.of(TreelineAttributes.LINK_TYPE.getKey(), TextNode.valueOf(LinkTypes.FAILED_ATTEMPT)));
  }

  private List<Due> due(Turn turn) {
    return outcomes().due(turn, 100_000).stream()
        .filter(due -> due.session().sessionId().equals(session))
        .toList();
  }

  @Test
  void keep_sessionChangedMeanwhile_isToBeAnalysedAgain() {
    write(failed);
    OutcomeStore.Pending before = pending();
    write(TestSpans.tool("late").session(session).build());
    OutcomeStore.Pending after = pending();

    outcomes().keep(outcomes(1), SessionPaths.NONE, before.revision());

    assertThat(after.revision()).isGreaterThan(before.revision());
    assertThat(outcomes().of(session)).contains(outcomes(1));
    assertThat(pending()).isEqualTo(after);
  }

  @Test
  void keep_again_replacesWhatWasKept() {
    write(failed);
    long revision = pending().revision();

    outcomes().keep(outcomes(3, row("ERROR")), SessionPaths.NONE, revision);
    outcomes().keep(outcomes(4, row("ABANDONED")), SessionPaths.NONE, revision);
    outcomes().keep(outcomes(4, row("ABANDONED")), SessionPaths.NONE, revision);

    assertThat(outcomes().of(session)).contains(outcomes(4, row("ABANDONED")));
  }

  @Test
  void renew_findingsOfAnEarlierVersion_areToBeMadeAgainOnce() {
    write(failed);
    outcomes().keep(outcomes(1), SessionPaths.NONE, pending().revision());
    store.outcomes().renew(1);
    assertThat(outcomes().pending(100_000))
        .extracting(OutcomeStore.Pending::sessionId)
        .doesNotContain(session);

    assertThat(store.outcomes().renew(2)).isPositive();
    assertThat(store.outcomes().renew(2)).isZero();

    assertThat(pending().sessionId()).isEqualTo(session);
    assertThat(outcomes().of(session)).contains(outcomes(1));
  }

  @Test
  void of_neverAnalysed_isEmpty() {
    assertThat(store.outcomes().of(TestSpans.random("unknown"))).isEmpty();
  }

  @Test
  void aggregate_byTool_countsWhatBecameOfItsErrors() {
    Span second = TestSpans.tool("a").session(session).error("e").at(10, 20).build();
    Span third = TestSpans.tool("a").session(session).at(30, 40).build();
    Span person = TestSpans.tool("b").session(session).error("e").at(30, 40).build();
    write(failed, second, third, person);
    outcomes()
        .keep(
            outcomes(
                1,
                recovered(failed, third, 3, "REPAIR", 50),
                recovered(second, third, 2, "BLIND_RETRY", 20),
                new SpanRow(
                    person.key(),
                    "ABANDONED",
                    "/b",
                    true,
                    "GAVE_UP",
                    "INFERRED",
                    null,
                    1,
                    new Cost(0, 0, null, null, null),
                    null,
                    false)),
            SessionPaths.NONE,
            pending().revision());

    Measures tool = aggregate(AggregateQuery.Group.TOOL, "a");

    assertThat(tool.recovery())
        .isEqualTo(
            new RecoveryMeasures(
                2,
                2,
                0,
                0,
                0,
                0,
                Map.of("REPAIR", 1L, "BLIND_RETRY", 1L),
                3,
                new Spent(1, 50, 1L, null, new BigDecimal("0.001")),
                2,
                11_000_000));
    assertThat(aggregate(AggregateQuery.Group.TOOL, "b").recovery())
        .isEqualTo(
            new RecoveryMeasures(1, 0, 1, 0, 0, 0, Map.of("GAVE_UP", 1L), 0, Spent.NONE, 0, 0));
  }

  @Test
  void aggregate_ofSessions_countsEachOnceHoweverManySpans() {
    write(failed, TestSpans.tool("a").session(session).build());
    outcomes().keep(outcomes(3), SessionPaths.NONE, pending().revision());

    Measures all = aggregate(AggregateQuery.Group.SESSION, session);

    assertThat(all.sessions()).isEqualTo(1);
    assertThat(all.recovery().unknown()).isEqualTo(1);
    assertThat(all.findings())
        .isEqualTo(
            new SessionFindings(
                1,
                0,
                12,
                13,
                14,
                15,
                16,
                1,
                1,
                3,
                new Spent(2, 7, 8L, 9L, new BigDecimal("0.5")),
                11,
                17,
                18));
  }

  private Measures aggregate(AggregateQuery.Group group, String key) {
    AggregateQuery query =
        new AggregateQuery(
            Filters.filter().text(session).build(),
            AggregateQuery.Scope.SPAN,
            group,
            null,
            null,
            AggregateQuery.Sort.RECOVERED,
            true,
            10);
    return reader().aggregate(query, spans -> Map.of()).groups().stream()
        .filter(row -> key.equals(row.key()))
        .findFirst()
        .orElseThrow()
        .measures();
  }

  private static SpanRow recovered(Span span, Span by, long attempts, String nextStep, long nanos) {
    return new SpanRow(
        span.key(),
        "RECOVERED",
        "/a",
        true,
        nextStep,
        "LINK",
        by.key(),
        attempts,
        new Cost(0, nanos, 1L, null, new BigDecimal("0.001")),
        0L,
        true);
  }

  private OutcomeStore outcomes() {
    settle();
    return store.outcomes();
  }

  private OutcomeStore.Pending pending() {
    return outcomes().pending(100_000).stream()
        .filter(pending -> pending.sessionId().equals(session))
        .findFirst()
        .orElseThrow();
  }

  private SpanRow row(String outcome) {
    return row(failed.key(), outcome, true);
  }

  private SpanRow row(SpanKey key, String outcome, boolean cause) {
    return new SpanRow(
        key,
        outcome,
        "/a",
        cause,
        "REPAIR",
        "LINK",
        failed.key(),
        2,
        new Cost(0, 50, 1L, null, new BigDecimal("0.001")),
        0L,
        true);
  }

  private SessionOutcomes outcomes(long loops, SpanRow... rows) {
    return outcomes(session, loops, rows);
  }

  private static SessionOutcomes outcomes(String of, long loops, SpanRow... rows) {
    return new SessionOutcomes(
        of,
        1,
        new Cost(0, 5, null, null, null),
        loops,
        new Cost(2, 7, 8L, 9L, new BigDecimal("0.5")),
        10,
        11,
        false,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        1.5,
        List.of(rows));
  }
}
