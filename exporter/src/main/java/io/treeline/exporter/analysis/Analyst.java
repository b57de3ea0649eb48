package io.treeline.exporter.analysis;

import io.treeline.exporter.analysis.LoopFinder.LoopNodes;
import io.treeline.exporter.model.SpanKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the findings together. Used once. */
final class Analyst {

  private final Work work;
  private final Fates fates;
  private final LoopFinder found;
  private final int[] loopOf;
  private final boolean[] redundant;

  Analyst(Work work) {
    this.work = work;
    this.fates = Fates.of(work);
    this.found = LoopFinder.of(work);
    this.loopOf = new int[work.size()];
    this.redundant = new boolean[work.size()];
    Arrays.fill(loopOf, -1);
    for (int i = 0; i < found.loops().size(); i++) {
      LoopNodes loop = found.loops().get(i);
      for (int call : loop.calls()) {
        loopOf[call] = i;
      }
      for (int call : loop.redundant()) {
        redundant[call] = true;
      }
    }
  }

  SessionAnalysis analyse() {
    Waste waste = new Waste(work);
    List<Loop> loops = waste.loops(found.loops());
    TimeReader times = new TimeReader(work);
    AutonomyReader people = AutonomyReader.read(work, times.working, times.people);
    Autonomy autonomy = people.autonomy();
    Tally tally = Tally.of(work, fates);
    ProblemList problems = new ProblemList(work, fates);
    problems.addLoops(loops);
    problems.addAutonomy(autonomy, people);
    return new SessionAnalysis(
        problems.first(),
        problems.more(),
        outcomes(),
        tally.tools(),
        tally.paths(),
        tally.recovered(),
        loops,
        waste.total(),
        found.compared(),
        found.unknown(),
        autonomy,
        times.read(),
        folded(),
        suppressed(),
        new Decisions(
            PathReader.places(work, fates, times.critical),
            StepReader.read(work),
            FindingReader.read(work, fates, found.loops(), loops, autonomy, people)));
  }

  private List<SpanOutcome> outcomes() {
    List<SpanOutcome> outcomes = new ArrayList<>();
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      if (fates.outcome[node] != Outcome.OK || loopOf[node] >= 0) {
        outcomes.add(outcome(node));
      }
    }
    return outcomes;
  }

  private SpanOutcome outcome(int node) {
    return new SpanOutcome(
        work.span(node).key(),
        fates.outcome[node],
        work.path(node),
        work.isCause(node),
        fates.step[node],
        fates.evidence[node],
        key(fates.successor[node]),
        key(fates.recoveredBy[node]),
        fates.attempts[node],
        fates.recovery[node],
        loopOf[node] < 0 ? null : (Integer) loopOf[node],
        redundant[node]);
  }

  private @Nullable SpanKey key(int node) {
    return node < 0 ? null : work.span(node).key();
  }

  private List<SessionAnalysis.Folded> folded() {
    List<SessionAnalysis.Folded> folded = new ArrayList<>();
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      int into = work.folding.into(node);
      if (into >= 0) {
        folded.add(new SessionAnalysis.Folded(work.span(node).key(), work.span(into).key()));
      }
    }
    return folded;
  }

  private List<SessionAnalysis.Suppressed> suppressed() {
    List<SessionAnalysis.Suppressed> suppressed = new ArrayList<>();
    for (int rank = 0; rank < work.size(); rank++) {
      int node = work.byStart(rank);
      SessionAnalysis.Suppressed why = Standing.suppressed(work, node);
      if (why != null) {
        suppressed.add(why);
      }
    }
    return suppressed;
  }
}
