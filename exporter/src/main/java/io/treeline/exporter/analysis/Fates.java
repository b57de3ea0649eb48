package io.treeline.exporter.analysis;

import io.treeline.semconv.TreelineAttributes;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of each span in error, by node. */
final class Fates {

  private static final Set<String> NO = Set.of("rejected", "dismissed", "timeout");

  private final Work work;
  private final Successors next;

  final Outcome[] outcome;
  final @Nullable NextStep[] step;
  final @Nullable Evidence[] evidence;
  final int[] successor;
  final int[] recoveredBy;
  final int[] attempts;
  final Spend[] recovery;

  /** Whether the error is the same as one further up, which tells what came of it. */
  final boolean[] followsAncestor;

  /** How the attempts ended: given up, the end, or null when it is not over. */
  private final @Nullable NextStep[] last;

  private final long[] lastEnd;
  private final boolean[] isAttempt;

  private Fates(Work work, Successors next) {
    int n = work.size();
    this.work = work;
    this.next = next;
    this.outcome = new Outcome[n];
    this.step = next.step.clone();
    this.evidence = next.evidence.clone();
    this.successor = next.node.clone();
    this.recoveredBy = new int[n];
    this.attempts = new int[n];
    this.recovery = new Spend[n];
    this.followsAncestor = new boolean[n];
    this.last = new NextStep[n];
    this.lastEnd = new long[n];
    this.isAttempt = new boolean[n];
    Arrays.fill(recoveredBy, -1);
    Arrays.fill(recovery, Spend.NONE);
  }

  static Fates of(Work work) {
    Fates fates = new Fates(work, Successors.of(work));
    for (int rank = work.size() - 1; rank >= 0; rank--) {
      int node = work.byStart(rank);
      if (work.failed(node)) {
        fates.followAttempts(node);
      }
    }
    // A parent's number is smaller than its child's.
    for (int node = 0; node < work.size(); node++) {
      fates.conclude(node);
    }
    return fates;
  }

  /**
   * Whether an error is one of its own: no attempt at another one, nor the same seen from below.
   */
  boolean isFirst(int node) {
    return work.failed(node) && !followsAncestor[node] && !isAttempt[node];
  }

  private void followAttempts(int node) {
    attempts[node] = 1;
    lastEnd[node] = work.end(node);
    int later = next.node[node];
    if (later >= 0) {
      isAttempt[later] = true;
    }
    if (later < 0) {
      last[node] = withoutSuccessor(node);
      return;
    }
    int person = next.person(node);
    if (person >= 0) {
      String decision = Said.text(work.span(person), TreelineAttributes.HUMAN_DECISION);
      boolean refused = decision != null && NO.contains(decision);
      finish(node, later, refused ? NextStep.GAVE_UP : null);
    } else {
      attempts[node] = 1 + (work.failed(later) ? attempts[later] : 1);
      finish(node, later, null);
    }
    Spend spent =
        work.scope(node)
            .modelsBetween(work.end(node), work.start(later), work)
            .plus(work.inside(later));
    recovery[node] =
        (work.failed(later) ? spent.plus(recovery[later]) : spent)
            .lasting(Math.max(0, lastEnd[node] - work.end(node)))
            .ofCalls(1);
  }

  private void finish(int node, int later, @Nullable NextStep refused) {
    if (work.failed(later)) {
      recoveredBy[node] = recoveredBy[later];
      last[node] = last[later];
      lastEnd[node] = lastEnd[later];
      return;
    }
    lastEnd[node] = work.end(later);
    last[node] = refused;
    if (refused == null && work.ended(later)) {
      recoveredBy[node] = later;
    }
  }

  /** What happened when nothing took a failure's place; null while something still may. */
  private @Nullable NextStep withoutSuccessor(int node) {
    if (!work.ended(node)) {
      return null;
    }
    int parent = work.forest.parent(node);
    boolean called = work.isCall(node) || work.isModelCall(node);
    int owner = called ? work.scope(node).owner : parent;
    if (called && wentOn(work.scope(node), node)) {
      return NextStep.GAVE_UP;
    }
    if (owner < 0) {
      return work.rankFrom(work.end(node)) < work.size() && startsLater(node)
          ? NextStep.GAVE_UP
          : NextStep.ENDED;
    }
    if (work.failed(owner)) {
      return NextStep.ENDED;
    }
    return work.ended(owner) ? NextStep.GAVE_UP : null;
  }

  private boolean startsLater(int node) {
    return work.start(work.byStart(work.size() - 1)) > work.start(node);
  }

  private boolean wentOn(Scope scope, int node) {
    int from = Math.max(work.rank(node) + 1, work.rankFrom(work.end(node)));
    return scope.calls.firstFrom(from, work) >= 0 || scope.answers.firstFrom(from, work) >= 0;
  }

  private void conclude(int node) {
    if (!work.failed(node)) {
      outcome[node] = Said.foundNothing(work.span(node)) ? Outcome.NOT_FOUND : Outcome.OK;
      return;
    }
    if (recoveredBy[node] >= 0) {
      outcome[node] = Outcome.RECOVERED;
      return;
    }
    if (last[node] == NextStep.ENDED) {
      int up = failedAncestor(node);
      if (up >= 0) {
        follow(node, up);
        return;
      }
    }
    outcome[node] = last[node] == NextStep.GAVE_UP ? Outcome.ABANDONED : Outcome.ERROR;
    if (step[node] == null && last[node] != null) {
      step[node] = last[node];
      evidence[node] = Evidence.INFERRED;
    }
  }

  private int failedAncestor(int node) {
    int parent = work.forest.parent(node);
    if (parent >= 0 && work.failed(parent)) {
      return parent;
    }
    int owner = work.scope(node).owner;
    return owner >= 0 && work.failed(owner) ? owner : -1;
  }

  private void follow(int node, int up) {
    followsAncestor[node] = true;
    outcome[node] = outcome[up];
    recoveredBy[node] = recoveredBy[up];
    if (step[node] == null) {
      step[node] = step[up];
      evidence[node] = evidence[up];
      successor[node] = successor[up];
      attempts[node] = attempts[up];
      recovery[node] = recovery[up];
    } else if (successor[up] >= 0) {
      long nanos = recovery[node].nanos() + recovery[up].nanos();
      recovery[node] = recovery[node].plus(recovery[up]).lasting(nanos).ofCalls(1);
    }
  }
}
