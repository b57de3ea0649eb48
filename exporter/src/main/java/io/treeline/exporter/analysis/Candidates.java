package io.treeline.exporter.analysis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one kind that could take the place of a failed one, by start. Each does so at most once:
 * of several failures at the same time each finds an attempt of its own.
 */
final class Candidates {

  final Nodes nodes = new Nodes();
  private int[] next = new int[0];
  private @Nullable Boolean attempts;

  /**
   * The first that is not taken and has at least a rank; -1 when there is none.
   *
   * @param taken by node
   */
  int firstFrom(int rank, boolean[] taken, Work work) {
    int index = free(nodes.from(rank, work), taken);
    return index >= nodes.size() ? -1 : nodes.get(index);
  }

  /**
   * Whether all of them failed but the last: attempts at one thing, where the names alone could as
   * well be those of a batch.
   */
  boolean areAttempts(Work work) {
    if (attempts == null) {
      int last = nodes.size() - 1;
      boolean all = last > 0 && !work.failed(nodes.get(last));
      for (int i = 0; all && i < last; i++) {
        all = work.failed(nodes.get(i));
      }
      attempts = all;
    }
    return attempts;
  }

  /** Skips what is taken, remembering the way, so that all searches together stay cheap. */
  private int free(int from, boolean[] taken) {
    if (next.length == 0) {
      next = new int[nodes.size() + 1];
      Arrays.setAll(next, i -> i);
    }
    int index = from;
    while (index < nodes.size() && (next[index] != index || taken[nodes.get(index)])) {
      if (next[index] == index) {
        next[index] = index + 1;
      }
      next[index] = next[next[index]];
      index = next[index];
    }
    return index;
  }
}
