package io.treeline.exporter.receive;

import io.treeline.exporter.telemetry.RejectReason;
import java.time.Duration;

/**
 * More was sent than is taken now; nothing of it was kept. The sender is told when to try again:
 * {@code RESOURCE_EXHAUSTED} with {@code RetryInfo} over gRPC, 429 with {@code Retry-After} over
 * HTTP.
 */
public final class OverloadedException extends RuntimeException {

  private final RejectReason reason;
  private final Duration retryAfter;

  /**
   * Thrown instead of keeping a request.
   *
   * @param reason counted once for each request
   * @param message what is exceeded, and the setting or limit that can be raised
   * @param retryAfter when it is worth to try again
   */
  public OverloadedException(RejectReason reason, String message, Duration retryAfter) {
    super(message);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public RejectReason reason() {
    return reason;
  }

  public Duration retryAfter() {
    return retryAfter;
  }

  /** Whole seconds for {@code Retry-After}: at least one, and never too early. */
  public long retryAfterSeconds() {
    return Math.max(1, (retryAfter.toMillis() + 999) / 1000);
  }
}
