package io.treeline.exporter.normalize;

import io.treeline.exporter.telemetry.RejectReason;

/** A log record that cannot be kept; its neighbours can. The message names the fault. */
public final class InvalidLogException extends IllegalArgumentException {

  private final RejectReason reason;

  InvalidLogException(RejectReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public RejectReason reason() {
    return reason;
  }
}
