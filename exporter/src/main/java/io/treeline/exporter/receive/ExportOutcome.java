package io.treeline.exporter.receive;

/**
 * What became of one export request.
 *
 * @param accepted spans that are durable now
 * @param rejected spans that never can be
 * @param message faults of the rejected spans and what was cut of the others; empty when there is
 *     nothing to say
 */
public record ExportOutcome(long accepted, long rejected, String message) {

  /** Whether nothing of a request that had spans could be kept. */
  public boolean isTotalLoss() {
    return rejected > 0 && accepted == 0;
  }
}
