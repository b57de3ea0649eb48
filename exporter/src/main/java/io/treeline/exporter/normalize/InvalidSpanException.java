package io.treeline.exporter.normalize;

import io.treeline.exporter.telemetry.RejectReason;

/** A span that cannot be kept; its neighbours can. The message names the fault and the value. */
public final class InvalidSpanException extends IllegalArgumentException {

  private final RejectReason reason;

  InvalidSpanException(RejectReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public RejectReason reason() {
    return reason;
  }
}
