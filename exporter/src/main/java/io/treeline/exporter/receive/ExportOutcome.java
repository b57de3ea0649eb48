package io.treeline.exporter.receive;

/**
 * What became of one export request.
 *
 * @param accepted spans or log records that are durable now
 * @param rejected those that never can be
 * @param unplaced of the rejected those that are in order and merely have no place here
 * @param message faults of the rejected ones and what was cut of the others; empty when there is
 *     nothing to say
 */
public record ExportOutcome(long accepted, long rejected, long unplaced, String message) {

  /** Without any that have no place. */
  public ExportOutcome(long accepted, long rejected, String message) {
    this(accepted, rejected, 0, message);
  }

  /** Whether a request had faults and nothing of it could be kept. */
  public boolean isTotalLoss() {
    return rejected > unplaced && accepted == 0;
  }
}
