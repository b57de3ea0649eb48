package io.treeline.exporter.analysis;

import io.treeline.exporter.analysis.Finding.Kind;
import io.treeline.exporter.analysis.LoopFinder.LoopNodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what many sessions may have in common: {@link Finding}s. */
final class FindingReader {

  /** Fewer calls of one run tell nothing of how its context grows. */
  static final int FEWEST_CALLS = 4;

  /** Contexts that stay smaller cost next to nothing, however they grow. */
  static final long FEWEST_TOKENS = 2_000;

  private static final int GROWTH = 2;

  private final Work work;
  private final Fates fates;
  private final List<Finding> findings = new ArrayList<>();

  private FindingReader(Work work, Fates fates) {
    this.work = work;
    this.fates = fates;
  }

  static List<Finding> read(
      Work work,
      Fates fates,
      List<LoopNodes> nodes,
      List<Loop> loops,
      Autonomy autonomy,
      AutonomyReader people) {
    FindingReader reader = new FindingReader(work, fates);
    reader.addErrors();
    for (int i = 0; i < loops.size(); i++) {
      reader.addLoop(loops.get(i), nodes.get(i).calls().get(0));
    }
    reader.addAutonomy(autonomy, people);
    work.scopes().forEach(reader::addContext);
    // Stable: what is found by start stays in that order.
    reader.findings.sort(Comparator.comparing(Finding::kind).thenComparing(Finding::path));
    return reader.findings;
  }

  private void addErrors() {
    int[] causes = ProblemList.causes(work);
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      if (!fates.isFirst(node)) {
        continue;
      }
      Kind kind =
          switch (fates.outcome[node]) {
            case RECOVERED -> Kind.RECOVERED;
            case ABANDONED -> Kind.ABANDONED;
            default -> Kind.ERROR;
          };
      int where = causes[node] < 0 ? node : causes[node];
      Spend spend = work.inside(node).plus(fates.recovery[node]);
      add(kind, where, work.label(where), 1, spend);
    }
  }

  private void addLoop(Loop loop, int first) {
    String subject = String.join(", ", loop.tools());
    add(Kind.LOOP, first, subject, loop.redundant().size(), loop.wasted());
  }

  private void addAutonomy(Autonomy autonomy, AutonomyReader nodes) {
    for (int i = 0; i < autonomy.runs().size(); i++) {
      int node = nodes.runs().get(i);
      if (autonomy.runs().get(i).limitReached()) {
        add(Kind.LIMIT_REACHED, node, work.label(node), 1, work.inside(node));
      }
    }
    for (int i = 0; i < autonomy.interventions().size(); i++) {
      Autonomy.Intervention person = autonomy.interventions().get(i);
      int node = nodes.interventions().get(i);
      boolean rejected = "rejected".equals(person.decision());
      Spend waited = Spend.NONE.lasting(person.nanos() == null ? 0 : person.nanos());
      Spend spend = rejected ? work.inside(node).lasting(waited.nanos()) : waited;
      add(rejected ? Kind.REJECTED : Kind.HUMAN, node, work.label(node), 1, spend);
    }
  }

  /** Judges the model calls of a run by what each sent. */
  private void addContext(Scope scope) {
    Long first = null;
    Long before = null;
    Long last = null;
    int calls = 0;
    int grew = 0;
    int node = -1;
    Spend later = Spend.NONE;
    long extra = 0;
    for (int i = 0; i < scope.models.size(); i++) {
      int call = scope.models.get(i);
      Long sent = work.inside(call).inputTokens();
      if (sent == null) {
        continue;
      }
      calls++;
      if (first == null) {
        first = sent;
        node = call;
      } else {
        later = later.plus(work.inside(call));
        extra += Math.max(0, sent - first);
        grew += before != null && sent > before ? 1 : 0;
      }
      before = sent;
      last = sent;
    }
    if (isGrowing(first, last, calls, grew)) {
      Spend spend = new Spend(0, later.nanos(), extra, null, later.costUsd());
      add(Kind.GROWING_CONTEXT, node, work.label(node), calls, spend);
    }
  }

  /** At least twice as much in the end, and more each time but for one time in four. */
  private static boolean isGrowing(@Nullable Long first, @Nullable Long last, int calls, int grew) {
    return first != null
        && last != null
        && calls >= FEWEST_CALLS
        && last >= FEWEST_TOKENS
        && last / GROWTH >= first
        && grew * 4 >= (calls - 1) * 3;
  }

  private void add(Kind kind, int node, String subject, long times, Spend spend) {
    findings.add(new Finding(kind, work.path(node), subject, work.span(node).key(), times, spend));
  }
}
