package io.treeline.exporter.analysis;

import io.treeline.exporter.model.SpanKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one thing can take the place of another, and where the same call again is a repetition: one
 * run of an agent or one execution of a tool; outside of them one tree of spans, and for what
 * stands at the top the session. What fails in one scope is never made good in another.
 *
 * <p>All lists are by start.
 */
final class Scope {

  /** Node of the run; -1 for the session. */
  final int owner;

  /** Model calls made by the run itself, of several layers the outermost. */
  final Nodes models = new Nodes();

  /** Those of them that answered. */
  final Nodes answers = new Nodes();

  /** Tool calls, runs of agents, searches: what a model, or the application, chooses among. */
  final Nodes calls = new Nodes();

  /** Steps of people. */
  final Nodes people = new Nodes();

  /** Model calls as attempts. */
  final Candidates modelAttempts = new Candidates();

  /** Calls by name. */
  final Map<String, Candidates> byName = new HashMap<>();

  /** Calls by name and arguments, where the arguments are known. */
  final Map<Work.Call, Candidates> byArguments = new HashMap<>();

  private @Nullable SpendBefore modelSpend;
  private int @Nullable [] nextOther;

  Scope(int owner) {
    this.owner = owner;
  }

  @Nullable SpanKey key(Work work) {
    return owner < 0 ? null : work.span(owner).key();
  }

  /** Usage of the scope's model calls that start from one time to before another. */
  Spend modelsBetween(long from, long to, Work work) {
    if (to <= from || models.isEmpty()) {
      return Spend.NONE;
    }
    if (modelSpend == null) {
      modelSpend = SpendBefore.of(models, work);
    }
    return modelSpend.between(
        models.from(work.rankFrom(from), work), models.from(work.rankFrom(to), work));
  }

  /** The first call of something else that has at least a rank; -1 when there is none. */
  int otherCall(String name, int rank, Work work) {
    int index = calls.from(rank, work);
    if (index == calls.size()) {
      return -1;
    }
    if (!work.name(calls.get(index)).equals(name)) {
      return calls.get(index);
    }
    int other = nextOther(work)[index];
    return other == calls.size() ? -1 : calls.get(other);
  }

  /** For each call the index of the next one with another name. */
  private int[] nextOther(Work work) {
    if (nextOther == null) {
      int size = calls.size();
      int[] indices = new int[size];
      for (int i = size - 1; i >= 0; i--) {
        boolean alike = i + 1 < size && work.name(calls.get(i)).equals(work.name(calls.get(i + 1)));
        indices[i] = alike ? indices[i + 1] : i + 1;
      }
      nextOther = indices;
    }
    return nextOther;
  }

  /** Index of the model call whose answer ordered a call; -1 when none came before it. */
  int turnOf(int call, Work work) {
    return models.from(work.rank(call), work) - 1;
  }
}
