package io.treeline.exporter.analysis;

import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanLink;
import io.treeline.semconv.RecoveryStrategies;
import io.treeline.semconv.TreelineAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For each span in error the next thing that took its place. A later attempt always has the larger
 * rank, so that following it ends.
 *
 * <p>A call of a tool is tried again when the same call, or the same arguments, come again; beyond
 * that it takes a model that saw the failure: when the tool is among those called next, that is an
 * attempt; when a person is asked, or others are called, they take its place. A model call is tried
 * again by the next one of its run. Everything else is tried again by a later sibling of its name,
 * when that says so or all of them but the last failed.
 */
final class Successors {

  private static final int NEVER = Integer.MAX_VALUE;

  private final Work work;
  private final boolean[] taken;
  private final Map<String, Candidates> siblings = new HashMap<>();

  /** Node that took a failed one's place, by node; -1 when none did. */
  final int[] node;

  /** What that was; null when nothing took its place. */
  final @Nullable NextStep[] step;

  /** What that rests on; null with it. */
  final @Nullable Evidence[] evidence;

  /** The person's step that a call consists in, by call: itself or a child; -1 when in none. */
  private final int[] asks;

  private Successors(Work work) {
    this.work = work;
    this.taken = new boolean[work.size()];
    this.node = new int[work.size()];
    this.step = new NextStep[work.size()];
    this.evidence = new Evidence[work.size()];
    this.asks = new int[work.size()];
    Arrays.fill(node, -1);
    Arrays.fill(asks, -1);
  }

  static Successors of(Work work) {
    Successors successors = new Successors(work);
    successors.findPeople();
    successors.followLinks();
    successors.gatherSiblings();
    for (int position = 0; position < work.size(); position++) {
      int failed = work.byStart(position);
      if (work.failed(failed) && successors.node[failed] < 0 && work.ended(failed)) {
        successors.infer(failed);
      }
    }
    return successors;
  }

  /** A tool with a person's step right inside of it, or that says so, asks that person. */
  private void findPeople() {
    for (int position = 0; position < work.size(); position++) {
      int each = work.byStart(position);
      int parent = work.forest.parent(each);
      if (Said.asksPerson(work.span(each)) && asks[each] < 0) {
        asks[each] = each;
      }
      if (Said.isPerson(work.span(each))
          && parent >= 0
          && work.isCall(parent)
          && (asks[parent] < 0 || asks[parent] == parent)) {
        asks[parent] = each;
      }
    }
  }

  /**
   * The person's step that took a failed span's place.
   *
   * @return -1 when no person's did
   */
  int person(int failed) {
    if (step[failed] != NextStep.ASKED_HUMAN) {
      return -1;
    }
    int later = node[failed];
    return asks[later] < 0 ? later : asks[later];
  }

  private void followLinks() {
    Map<SpanKey, Integer> index = null;
    for (int position = 0; position < work.size(); position++) {
      int later = work.byStart(position);
      for (SpanLink link : work.span(later).links()) {
        if (!Said.isOfFailedAttempt(link)) {
          continue;
        }
        if (index == null) {
          index = index();
        }
        int failed = index.getOrDefault(link.target(), -1);
        if (failed >= 0
            && node[failed] < 0
            && work.failed(failed)
            && work.rank(failed) < work.rank(later)) {
          set(failed, later, saidStep(failed, later), Evidence.LINK);
        }
      }
    }
  }

  private Map<SpanKey, Integer> index() {
    Map<SpanKey, Integer> index = new HashMap<>();
    for (int each = 0; each < work.size(); each++) {
      index.put(work.span(each).key(), each);
    }
    return index;
  }

  private NextStep saidStep(int failed, int later) {
    String strategy = Said.text(work.span(later), TreelineAttributes.RECOVERY_STRATEGY);
    if (strategy == null) {
      return sameness(failed, later);
    }
    return switch (strategy) {
      case RecoveryStrategies.ASK_HUMAN -> NextStep.ASKED_HUMAN;
      case RecoveryStrategies.FALLBACK_MODEL -> NextStep.FALLBACK_MODEL;
      case RecoveryStrategies.ALTERNATE_TOOL -> NextStep.FALLBACK_TOOL;
      default -> sameness(failed, later);
    };
  }

  private void infer(int failed) {
    if (work.isModelCall(failed)) {
      inferOfModel(failed);
    } else if (work.isCall(failed)) {
      inferOfCall(failed);
    } else {
      inferOfSibling(failed);
    }
  }

  private void inferOfModel(int failed) {
    Scope scope = work.scope(failed);
    int later = scope.modelAttempts.firstFrom(after(failed), taken, work);
    // Outside of a run, another question may have come up meanwhile.
    if (later >= 0 && (scope.owner >= 0 || work.path(failed).equals(work.path(later)))) {
      set(failed, later, sameness(failed, later), evidence(later));
    }
  }

  private void inferOfCall(int failed) {
    Scope scope = work.scope(failed);
    int from = after(failed);
    int answer = scope.answers.from(from, work);
    int decided = answer == scope.answers.size() ? NEVER : work.rank(scope.answers.get(answer));
    int nextAnswer = answer + 1;
    int until =
        nextAnswer >= scope.answers.size() ? NEVER : work.rank(scope.answers.get(nextAnswer));

    int again = again(scope, failed, from, until, decided);
    if (again >= 0) {
      set(failed, again, sameness(failed, again), evidence(failed, again));
      return;
    }
    int person = scope.people.firstFrom(from, work);
    if (person >= 0 && work.rank(person) < until) {
      set(failed, person, NextStep.ASKED_HUMAN, Evidence.INFERRED);
      return;
    }
    int other = decided == NEVER ? -1 : scope.otherCall(work.name(failed), decided, work);
    if (other >= 0 && work.rank(other) < until) {
      set(failed, other, fallback(other), Evidence.INFERRED);
    }
  }

  private NextStep fallback(int call) {
    return asks[call] >= 0 ? NextStep.ASKED_HUMAN : NextStep.FALLBACK_TOOL;
  }

  /** The same tool again; -1 when it was not. */
  private int again(Scope scope, int failed, int from, int until, int decided) {
    Candidates sameName = candidates(scope, failed);
    int later = sameName.firstFrom(from, taken, work);
    if (later >= 0 && work.rank(later) < until && saysSo(failed, later)) {
      return later;
    }
    Long arguments = Said.arguments(work.span(failed));
    if (arguments != null) {
      Candidates same = scope.byArguments.get(new Work.Call(work.name(failed), arguments));
      int blind = same == null ? -1 : same.firstFrom(from, taken, work);
      if (blind >= 0 && work.rank(blind) < until) {
        return blind;
      }
    }
    if (decided != NEVER) {
      int repaired = sameName.firstFrom(decided, taken, work);
      return repaired >= 0 && work.rank(repaired) < until ? repaired : -1;
    }
    boolean unknown = later >= 0 && sameness(failed, later) == NextStep.RETRY;
    return unknown && sameName.areAttempts(work) ? later : -1;
  }

  private Candidates candidates(Scope scope, int call) {
    Candidates candidates = scope.byName.get(work.name(call));
    return candidates == null ? new Candidates() : candidates;
  }

  private void inferOfSibling(int failed) {
    Candidates candidates = siblings.get(siblingKey(failed));
    int later = candidates == null ? -1 : candidates.firstFrom(after(failed), taken, work);
    if (candidates == null || later < 0) {
      return;
    }
    boolean layer = work.kind(failed).ownsUsage();
    if (layer || Said.isLaterAttempt(work.span(later)) || candidates.areAttempts(work)) {
      set(failed, later, sameness(failed, later), evidence(later));
    }
  }

  /** Siblings of failures that are neither calls nor model calls of a run. */
  private void gatherSiblings() {
    Set<String> wanted = new HashSet<>();
    for (int each = 0; each < work.size(); each++) {
      if (work.failed(each) && isPlain(each)) {
        wanted.add(siblingKey(each));
      }
    }
    for (int position = 0; !wanted.isEmpty() && position < work.size(); position++) {
      int each = work.byStart(position);
      if (isPlain(each) && wanted.contains(siblingKey(each))) {
        siblings.computeIfAbsent(siblingKey(each), key -> new Candidates()).nodes.add(each);
      }
    }
  }

  private boolean isPlain(int each) {
    return !work.isModelCall(each) && !work.isCall(each);
  }

  private String siblingKey(int each) {
    String name = work.kind(each).ownsUsage() ? "" : work.span(each).name();
    return work.forest.parent(each) + " " + work.kind(each) + " " + name;
  }

  private NextStep sameness(int failed, int later) {
    Span one = work.span(failed);
    Span two = work.span(later);
    if (Said.isPerson(two)) {
      return NextStep.ASKED_HUMAN;
    }
    if (work.isModelCall(failed) || work.kind(failed).ownsUsage()) {
      String asked = one.operation().requestModel();
      String instead = two.operation().requestModel();
      boolean same = asked == null || instead == null || asked.equals(instead);
      return same ? NextStep.RETRY : NextStep.FALLBACK_MODEL;
    }
    if (work.isCall(failed) && !work.name(failed).equals(work.name(later))) {
      return fallback(later);
    }
    Long before = Said.arguments(one);
    Long after = Said.arguments(two);
    if (before == null || after == null) {
      return NextStep.RETRY;
    }
    return before.equals(after) ? NextStep.BLIND_RETRY : NextStep.REPAIR;
  }

  private Evidence evidence(int failed, int later) {
    return saysSo(failed, later) ? Evidence.ATTRIBUTE : Evidence.INFERRED;
  }

  private Evidence evidence(int later) {
    return Said.isLaterAttempt(work.span(later)) ? Evidence.ATTRIBUTE : Evidence.INFERRED;
  }

  private boolean saysSo(int failed, int later) {
    String id = work.span(failed).operation().toolCallId();
    return Said.isLaterAttempt(work.span(later))
        || (id != null && id.equals(work.span(later).operation().toolCallId()));
  }

  /** Rank from which on something can be a consequence of a failure. */
  private int after(int failed) {
    return Math.max(work.rank(failed) + 1, work.rankFrom(work.end(failed)));
  }

  private void set(int failed, int later, NextStep next, Evidence rests) {
    node[failed] = later;
    step[failed] = next;
    evidence[failed] = rests;
    // One search may stand in for several that failed at once; an attempt is one call's.
    if (next != NextStep.FALLBACK_TOOL && next != NextStep.ASKED_HUMAN) {
      taken[later] = true;
    }
  }
}
