package io.treeline.exporter.query;

import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.query.Problems.Found;
import io.treeline.exporter.query.Problems.Kind;
import io.treeline.exporter.store.DecisionQuery;
import io.treeline.exporter.store.DecisionRows;
import io.treeline.exporter.store.FindingRow;
import io.treeline.exporter.store.OutcomeStore;
import io.treeline.exporter.store.SessionFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers and ranks {@link Problems}. */
final class ProblemAnswers {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final int MOST_OF_A_KIND = 200;
  private static final int EXAMPLES = 5;
  private static final double SLOW = 0.05;
  private static final double EXPENSIVE = 0.1;
  private static final double NOT_AVOIDABLE = 0.05;

  private static final Set<OperationKind> TOOLS =
      Set.of(
          OperationKind.TOOL,
          OperationKind.MCP,
          OperationKind.RETRIEVER,
          OperationKind.MEMORY,
          OperationKind.GUARDRAIL);

  private final Map<String, PlaceMeasures> places = new HashMap<>();
  private final List<Found> found = new ArrayList<>();
  private final double allUsd;
  private final double allNanos;
  private final double allSessions;

  private ProblemAnswers(DecisionRows rows, @Nullable PlaceMeasures root) {
    rows.places().forEach(place -> places.put(place.path(), place));
    BigDecimal usd = root == null ? null : root.subtree().costUsd();
    Long nanos = root == null ? null : root.totalNanos();
    this.allUsd = usd == null ? 0 : usd.doubleValue();
    this.allNanos = nanos == null ? 0 : nanos;
    this.allSessions = root == null ? 0 : root.sessions();
  }

  static Problems answer(OutcomeStore store, FilterRequest request, @Nullable String most) {
    SessionFilter filter = FilterParser.parse(request);
    int limit = FilterParser.limit(most, DEFAULT_LIMIT, MAX_LIMIT);
    DecisionRows rows = store.decisions(new DecisionQuery(filter, DecisionTrees.MOST_PLACES, 0));
    PlaceMeasures root = DecisionTrees.root(rows);
    ProblemAnswers answers = new ProblemAnswers(rows, root);
    answers.addFindings(store.findings(filter, MOST_OF_A_KIND, EXAMPLES));
    answers.addPlaces();
    answers.found.sort(
        Comparator.comparingDouble(Found::weight)
            .reversed()
            .thenComparing(Found::kind)
            .thenComparing(Found::path)
            .thenComparing(Found::subject));
    List<Found> shown = answers.found.subList(0, Math.min(limit, answers.found.size()));
    return new Problems(
        rows.sessions(),
        rows.pending(),
        root == null ? null : root.subtree().costUsd(),
        (long) answers.allNanos,
        shown,
        answers.found.size() - shown.size());
  }

  private void addFindings(List<FindingRow> findings) {
    Map<String, Map<String, FindingRow>> failing = new LinkedHashMap<>();
    Map<String, Map<String, FindingRow>> people = new LinkedHashMap<>();
    for (FindingRow row : findings) {
      String place = row.path() + " " + row.subject();
      switch (row.kind()) {
        case "ERROR", "ABANDONED", "RECOVERED" ->
            failing.computeIfAbsent(place, key -> new HashMap<>()).put(row.kind(), row);
        case "HUMAN", "REJECTED" ->
            people.computeIfAbsent(place, key -> new HashMap<>()).put(row.kind(), row);
        case "LOOP" ->
            add(
                Kind.LOOP,
                row,
                true,
                "%s: %s with the same arguments and the same results brought nothing new"
                    .formatted(row.subject(), ProblemWords.count(row.times(), "call")));
        case "LIMIT_REACHED" ->
            add(
                Kind.LIMIT_REACHED,
                row,
                true,
                "%s stopped at its limit in %s"
                    .formatted(row.subject(), ProblemWords.count(row.times(), "run")));
        case "GROWING_CONTEXT" ->
            add(
                Kind.GROWING_CONTEXT,
                row,
                false,
                "%s: contexts at least doubled within a run, in %s"
                    .formatted(row.subject(), ProblemWords.count(row.sessions(), "session")));
        default -> {}
      }
    }
    failing.values().forEach(this::addFailing);
    people.values().forEach(this::addPeople);
  }

  private void addFailing(Map<String, FindingRow> rows) {
    FindingRow all = together(List.copyOf(rows.values()));
    PlaceMeasures place = places.get(all.path());
    String sentence =
        ProblemWords.failing(
            all.subject(),
            place,
            times(rows, "RECOVERED"),
            times(rows, "ABANDONED"),
            times(rows, "ERROR"));
    add(Kind.FAILING, all, true, sentence);
  }

  private void addPeople(Map<String, FindingRow> rows) {
    FindingRow all = together(List.copyOf(rows.values()));
    String sentence =
        "a person was needed at %s %s".formatted(all.subject(), ProblemWords.times(all.times()));
    long rejected = times(rows, "REJECTED");
    add(
        Kind.HUMAN,
        all,
        false,
        rejected == 0 ? sentence : sentence + " and said no " + ProblemWords.times(rejected));
  }

  private static long times(Map<String, FindingRow> rows, String kind) {
    FindingRow row = rows.get(kind);
    return row == null ? 0 : row.times();
  }

  /**
   * Rows of one place and subject as one. A session may be in several of them: how many there are
   * lies between the largest and the sum, and where a visit failed says more.
   */
  private FindingRow together(List<FindingRow> rows) {
    FindingRow first = rows.get(0);
    PlaceMeasures where = places.get(first.path());
    List<SpanExample> examples = new ArrayList<>();
    PlaceUsage usage = PlaceUsage.UNKNOWN;
    long most = 0;
    long sum = 0;
    long failed = 0;
    long times = 0;
    long nanos = 0;
    for (FindingRow row : rows) {
      examples.addAll(row.examples());
      usage = plus(usage, row.usage());
      most = Math.max(most, row.sessions());
      sum += row.sessions();
      failed = Math.max(failed, row.failedSessions());
      times += row.times();
      nanos += row.nanos();
    }
    return new FindingRow(
        first.kind(),
        first.path(),
        first.subject(),
        Math.min(sum, Math.max(most, where == null ? 0 : where.failedSessions())),
        failed,
        times,
        nanos,
        usage,
        examples.stream().distinct().limit(EXAMPLES).toList());
  }

  private void addPlaces() {
    double critical = places.values().stream().mapToLong(PlaceMeasures::criticalNanos).sum();
    for (PlaceMeasures place : places.values()) {
      if (place.kind() != null && TOOLS.contains(place.kind()) && critical > 0) {
        double share = place.criticalNanos() / critical;
        if (share >= SLOW) {
          add(
              Kind.SLOW_TOOL,
              place,
              ProblemWords.slow(place, share),
              PlaceUsage.UNKNOWN,
              place.criticalNanos(),
              List.of(place.slowest()));
        }
      }
      BigDecimal own = place.self().costUsd();
      if (own != null && allUsd > 0 && own.doubleValue() / allUsd >= EXPENSIVE) {
        SpanExample dearest = place.dearest();
        add(
            Kind.EXPENSIVE_PATH,
            place,
            ProblemWords.expensive(place, own.doubleValue() / allUsd),
            place.self(),
            0,
            dearest == null ? List.of() : List.of(dearest));
      }
    }
  }

  private void add(
      Kind kind,
      PlaceMeasures place,
      String sentence,
      PlaceUsage usage,
      long nanos,
      List<SpanExample> examples) {
    String path = place.path();
    found.add(
        new Found(
            kind,
            path,
            path.substring(path.lastIndexOf('/') + 1),
            sentence,
            place.sessions(),
            place.sessions() - place.succeeded(),
            place.visits(),
            usage.costUsd(),
            nanos,
            usage.inputTokens(),
            false,
            weight(usage.costUsd(), nanos, 0) * NOT_AVOIDABLE,
            examples));
  }

  private void add(Kind kind, FindingRow row, boolean avoidable, String sentence) {
    long failed = avoidable ? row.failedSessions() : 0;
    double weight = weight(row.usage().costUsd(), row.nanos(), failed);
    found.add(
        new Found(
            kind,
            row.path(),
            row.subject(),
            sentence,
            row.sessions(),
            row.failedSessions(),
            row.times(),
            row.usage().costUsd(),
            row.nanos(),
            row.usage().inputTokens(),
            avoidable,
            avoidable ? weight : weight * NOT_AVOIDABLE,
            row.examples()));
  }

  private double weight(@Nullable BigDecimal usd, long nanos, long failed) {
    double money = usd == null || allUsd == 0 ? 0 : usd.doubleValue() / allUsd;
    double time = allNanos == 0 ? 0 : nanos / allNanos;
    double sessions = allSessions == 0 ? 0 : failed / allSessions;
    return Math.min(1, Math.max(money, Math.max(time, sessions)));
  }

  private static PlaceUsage plus(PlaceUsage one, PlaceUsage other) {
    BigDecimal usd = one.costUsd();
    BigDecimal more = other.costUsd();
    return new PlaceUsage(
        sum(one.inputTokens(), other.inputTokens()),
        sum(one.outputTokens(), other.outputTokens()),
        usd == null ? more : more == null ? usd : usd.add(more));
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : (Long) (one + other);
  }
}
