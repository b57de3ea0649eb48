package io.treeline.exporter.receive;

import org.jspecify.annotations.Nullable;

/**
 * What became of one export request.
 *
 * @param accepted spans or log records that are durable now
 * @param rejected those that never can be
 * @param unplaced of the rejected those that are in order and merely have no place here
 * @param message faults of the rejected ones and what was cut of the others; empty when there is
 *     nothing to say
 * @param position in the journal, after the request; null when nothing of it was journaled
 */
public record ExportOutcome(
    long accepted, long rejected, long unplaced, String message, @Nullable String position) {

  /**
   * The header of an answer that carries {@link #position}; sent back with a question, it is
   * answered when the request can be read.
   */
  public static final String POSITION_HEADER = "treeline-journal-position";

  /** Before it is journaled. */
  public ExportOutcome(long accepted, long rejected, long unplaced, String message) {
    this(accepted, rejected, unplaced, message, null);
  }

  /** Without any that have no place. */
  public ExportOutcome(long accepted, long rejected, String message) {
    this(accepted, rejected, 0, message);
  }

  /** The same, journaled. */
  public ExportOutcome at(String journalPosition) {
    return new ExportOutcome(accepted, rejected, unplaced, message, journalPosition);
  }

  /** Whether a request had faults and nothing of it could be kept. */
  public boolean isTotalLoss() {
    return rejected > unplaced && accepted == 0;
  }
}
