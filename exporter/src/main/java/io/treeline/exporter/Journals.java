package io.treeline.exporter;

import io.treeline.exporter.journal.JournalStatus;
import io.treeline.exporter.model.ProjectId;
import java.util.Map;

/** The journals of all projects as one. */
final class Journals {

  private Journals() {}

  /** Sums; of what keeps them from being written, one. */
  static JournalStatus sum(Map<ProjectId, JournalStatus> journals) {
    JournalStatus sum = new JournalStatus(0, 0, 0, 0, 0, 0, 0, null);
    for (JournalStatus one : journals.values()) {
      sum =
          new JournalStatus(
              sum.bytes() + one.bytes(),
              sum.maxBytes() + one.maxBytes(),
              sum.waitingBytes() + one.waitingBytes(),
              sum.entries() + one.entries(),
              sum.syncs() + one.syncs(),
              sum.corrupt() + one.corrupt(),
              sum.refused() + one.refused(),
              sum.problem() == null ? one.problem() : sum.problem());
    }
    return sum;
  }
}
