package io.treeline.exporter.analysis;

import io.treeline.exporter.model.OperationKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Errors and recovery by tool and by path. */
final class Tally {

  private final Work work;
  private final Fates fates;
  private final Map<String, Counting> tools = new TreeMap<>();
  private final Map<String, Counting> paths = new TreeMap<>();
  private Spend recovered = Spend.NONE;

  private static final class Counting {
    private long calls;
    private long errors;
    private long recovered;
    private long abandoned;
    private long failed;
    private long notFound;
    private long attempts;
    private final Map<NextStep, Long> nextSteps = new EnumMap<>(NextStep.class);
    private Spend recovery = Spend.NONE;

    RecoveryCount build(String name) {
      return new RecoveryCount(
          name, calls, errors, recovered, abandoned, failed, notFound, nextSteps, attempts,
          recovery);
    }
  }

  private Tally(Work work, Fates fates) {
    this.work = work;
    this.fates = fates;
  }

  static Tally of(Work work, Fates fates) {
    Tally tally = new Tally(work, fates);
    boolean[] withErrors = new boolean[work.places.size()];
    for (int node = 0; node < work.size(); node++) {
      withErrors[work.places.of(node)] |= work.isCause(node);
    }
    for (int rank = 0; rank < work.size(); rank++) {
      tally.count(work.byStart(rank), withErrors);
    }
    return tally;
  }

  List<RecoveryCount> tools() {
    return build(tools);
  }

  List<RecoveryCount> paths() {
    return build(paths);
  }

  /** What getting over errors took; an attempt after several failures is counted with the first. */
  Spend recovered() {
    return recovered;
  }

  private void count(int node, boolean[] withErrors) {
    boolean tool = work.kind(node) == OperationKind.TOOL || work.kind(node) == OperationKind.MCP;
    if (tool && work.folding.into(node) < 0 && work.ended(node)) {
      add(tools.computeIfAbsent(work.label(node), key -> new Counting()), node, true);
    }
    if (withErrors[work.places.of(node)]) {
      add(paths.computeIfAbsent(work.path(node), key -> new Counting()), node, work.isCause(node));
    }
    if (fates.isFirst(node) && fates.outcome[node] == Outcome.RECOVERED) {
      recovered = recovered.plus(fates.recovery[node]);
    }
  }

  private void add(Counting to, int node, boolean withError) {
    to.calls++;
    to.notFound += fates.outcome[node] == Outcome.NOT_FOUND ? 1 : 0;
    if (!work.failed(node) || !withError) {
      return;
    }
    to.errors++;
    NextStep step = fates.step[node];
    if (step != null) {
      to.nextSteps.merge(step, 1L, Long::sum);
    }
    switch (fates.outcome[node]) {
      case RECOVERED -> {
        to.recovered++;
        to.attempts += fates.attempts[node];
        to.recovery = to.recovery.plus(fates.recovery[node]);
      }
      case ABANDONED -> to.abandoned++;
      default -> to.failed++;
    }
  }

  private static List<RecoveryCount> build(Map<String, Counting> counts) {
    Collection<Map.Entry<String, Counting>> entries = counts.entrySet();
    return entries.stream().map(entry -> entry.getValue().build(entry.getKey())).toList();
  }
}
