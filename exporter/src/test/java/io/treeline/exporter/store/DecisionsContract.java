package io.treeline.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanBuilder;
import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TestSpans;
import io.treeline.exporter.store.SessionPaths.Finding;
import io.treeline.exporter.store.SessionPaths.Place;
import io.treeline.exporter.store.SessionPaths.Step;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What many sessions did where, put together. Needs an engine that works out numbers at once.
 * Everything is asked for by a session name of the test's own.
 */
public abstract class DecisionsContract extends SpanStoreContract {

  private final String name = TestSpans.random("name");
  private final Span one = span("one").build();
  private final Span two = span("two").build();
  private final Span bad = span("bad").error("e").build();

  private SpanBuilder span(String id) {
    return TestSpans.tool("a").session(TestSpans.random(id)).sessionName(name);
  }

  @Test
  void decisions_sessionsOfAName_arePutTogetherByPath() {
    write(one, two, bad, TestSpans.tool("a").session(TestSpans.random("other")).build());
    keep(
        one,
        new SessionPaths(
            List.of(
                place(one, "/", List.of(9L), null, usage(10L, 2L, "0.3"), 0),
                place(one, "/a", List.of(1L, 5L), usage(1L, null, "0.1"), usage(4L, 2L, "0.2"), 1)),
            List.of(new Step("/", null, "/a", 1), new Step("/", "/a", "/a", 3)),
            List.of()));
    keep(
        two,
        new SessionPaths(
            List.of(
                place(two, "/", List.of(7L), null, usage(null, null, null), 0),
                place(two, "/a", List.of(3L), usage(null, null, null), usage(5L, 1L, "0.5"), 0)),
            List.of(new Step("/", null, "/a", 1), new Step("/", "/a", null, 1)),
            List.of()));
    keep(
        bad,
        new SessionPaths(
            List.of(place(bad, "/", List.of(), null, usage(1L, 1L, "0.000000000000000001"), 0)),
            List.of(),
            List.of()));

    DecisionRows rows = outcomes().decisions(new DecisionQuery(ofName(), 10, 10));

    assertThat(rows.sessions()).isEqualTo(3);
    assertThat(rows.pending()).isZero();
    assertThat(rows.morePlaces()).isZero();
    assertThat(rows.places()).extracting(PlaceMeasures::path).containsExactly("/", "/a");
    assertThat(rows.places().get(1))
        .usingRecursiveComparison()
        .ignoringFields("costs")
        .isEqualTo(
            new PlaceMeasures(
                "/a",
                OperationKind.TOOL,
                2,
                2,
                3,
                1,
                1,
                1,
                3L,
                5L,
                9L,
                22,
                usage(1L, null, "0.1"),
                usage(9L, 3L, "0.7"),
                6,
                4,
                2,
                14,
                example(one),
                example(two),
                List.of()));
    assertThat(rows.places().get(1).costs()).containsExactlyInAnyOrder(0.2, 0.5);
    PlaceMeasures all = rows.places().get(0);
    assertThat(all.sessions()).isEqualTo(3);
    assertThat(all.succeeded()).isEqualTo(2);
    assertThat(all.p50Nanos()).isEqualTo(7);
    assertThat(all.self()).isEqualTo(PlaceUsage.UNKNOWN);
    assertThat(all.subtree()).isEqualTo(usage(11L, 3L, "0.300000000000000001"));
    assertThat(rows.steps())
        .containsExactly(
            new PlaceStep("/", null, "/a", 2, 2),
            new PlaceStep("/", "/a", null, 1, 1),
            new PlaceStep("/", "/a", "/a", 3, 1));
  }

  @Test
  void decisions_morePlacesThanWanted_keepsThoseOfMostSessions() {
    write(one, two);
    keep(one, places(one, "/", "/rare", "/usual"));
    keep(two, places(two, "/", "/usual"));

    DecisionRows rows = outcomes().decisions(new DecisionQuery(ofName(), 2, 0));

    assertThat(rows.places()).extracting(PlaceMeasures::path).containsExactly("/", "/usual");
    assertThat(rows.morePlaces()).isEqualTo(1);
    assertThat(rows.places().get(1).costs()).isEmpty();
  }

  @Test
  void decisions_fewerSamplesThanSessions_areThoseOfTheSmallestDigests() {
    write(one, two, bad);
    keep(one, places(one, "/"));
    keep(two, places(two, "/"));
    keep(bad, places(bad, "/"));

    List<Double> all =
        outcomes().decisions(new DecisionQuery(ofName(), 9, 9)).places().get(0).costs();
    List<Double> some =
        outcomes().decisions(new DecisionQuery(ofName(), 9, 2)).places().get(0).costs();

    assertThat(all).hasSize(3);
    assertThat(some).isEqualTo(all.subList(0, 2));
  }

  @Test
  void decisions_sessionNotAnalysedOrChangedSince_isPending() {
    write(one, two);
    keep(one, places(one, "/"));
    write(TestSpans.tool("late").session(one.session().sessionId()).build());

    DecisionRows rows = outcomes().decisions(new DecisionQuery(ofName(), 9, 0));

    assertThat(rows.sessions()).isEqualTo(2);
    assertThat(rows.pending()).isEqualTo(2);
    assertThat(rows.places()).extracting(PlaceMeasures::sessions).containsExactly(1L);
  }

  @Test
  void keep_again_replacesPlacesStepsAndFindings() {
    write(one);
    keep(one, places(one, "/", "/before"));
    write(TestSpans.tool("late").session(one.session().sessionId()).build());
    keep(one, places(one, "/", "/after"));

    DecisionRows rows = outcomes().decisions(new DecisionQuery(ofName(), 9, 0));

    assertThat(rows.places()).extracting(PlaceMeasures::path).containsExactly("/", "/after");
    assertThat(rows.places()).extracting(PlaceMeasures::sessions).containsExactly(1L, 1L);
    assertThat(outcomes().findings(ofName(), 9, 9)).hasSize(2);
  }

  @Test
  void findSessions_path_findsThoseThatWentThroughIt() {
    write(one, two, bad);
    keep(one, places(one, "/", "/a", "/a/b"));
    keep(two, places(two, "/", "/a"));

    SessionFilter through = Filters.filter().name(name).path("/a/b").build();

    assertThat(
            reader()
                .findSessions(
                    new SessionQuery(through, SessionQuery.Order.START_TIME, true, 10, null))
                .rows())
        .extracting(SessionRow::sessionId)
        .containsExactly(one.session().sessionId());
    assertThat(outcomes().decisions(new DecisionQuery(through, 9, 0)).sessions()).isEqualTo(1);
  }

  @Test
  void findings_ofSeveralSessions_areOneByKindPathAndSubject() {
    write(one, two, bad);
    keep(one, findings(finding(one, "LOOP", 4, 5, "0.1"), finding(one, "LOOP", 1, 9, null)));
    keep(two, findings(finding(two, "HUMAN", 1, 800, null)));
    keep(bad, findings(finding(bad, "LOOP", 1, 1, "0.2")));

    List<FindingRow> rows = outcomes().findings(ofName(), 9, 2);

    assertThat(rows)
        .containsExactly(
            new FindingRow(
                "LOOP",
                "/a",
                "lookup",
                2,
                1,
                6,
                15,
                usage(3L, null, "0.3"),
                List.of(example(bad), example(one))),
            new FindingRow(
                "HUMAN",
                "/a",
                "lookup",
                1,
                0,
                1,
                800,
                usage(1L, null, null),
                List.of(example(two))));
  }

  private static SessionPaths findings(Finding... findings) {
    return new SessionPaths(List.of(), List.of(), List.of(findings));
  }

  private static Finding finding(Span span, String kind, long times, long nanos, String usd) {
    return new Finding(kind, "/a", "lookup", span.key(), times, nanos, usage(1L, null, usd));
  }

  private static SessionPaths places(Span span, String... paths) {
    return new SessionPaths(
        java.util.Arrays.stream(paths)
            .map(path -> place(span, path, List.of(1L), null, usage(1L, 1L, "0.5"), 0))
            .toList(),
        List.of(),
        java.util.Arrays.stream(paths)
            .map(path -> new Finding("LOOP", path, "a", span.key(), 1, 1, usage(null, null, null)))
            .toList());
  }

  private static Place place(
      Span span, String path, List<Long> nanos, PlaceUsage self, PlaceUsage subtree, long failed) {
    return new Place(
        path,
        path.equals("/") ? null : OperationKind.TOOL,
        Math.max(1, nanos.size()),
        failed,
        failed,
        nanos,
        11,
        self == null ? PlaceUsage.UNKNOWN : self,
        subtree,
        3,
        2,
        1,
        7,
        span.key());
  }

  private static PlaceUsage usage(Long input, Long output, String usd) {
    return new PlaceUsage(input, output, usd == null ? null : new BigDecimal(usd));
  }

  private static SpanExample example(Span span) {
    return new SpanExample(
        span.session().sessionId(), new SpanKey(span.key().traceId(), span.key().spanId()));
  }

  private SessionFilter ofName() {
    return Filters.filter().name(name).build();
  }

  private OutcomeStore outcomes() {
    settle();
    return store.outcomes();
  }

  private void keep(Span span, SessionPaths paths) {
    String session = span.session().sessionId();
    long revision =
        outcomes().pending(100_000).stream()
            .filter(pending -> pending.sessionId().equals(session))
            .findFirst()
            .orElseThrow()
            .revision();
    outcomes().keep(outcomes(session), paths, revision);
  }

  private static SessionOutcomes outcomes(String session) {
    SessionOutcomes.Cost none = new SessionOutcomes.Cost(0, 0, null, null, null);
    return new SessionOutcomes(
        session, 1, none, 0, none, 0, 0, true, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, List.of());
  }
}
