package io.treeline.exporter.receive;

import io.treeline.exporter.access.Caller;
import io.treeline.exporter.access.RateLimit;
import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.telemetry.RejectReason;
import java.util.function.Supplier;

/** Keeps what a key sends within its limits. How many spans came is known once they were read. */
public final class SenderLimit {

  /**
   * Hands a request on.
   *
   * @throws OverloadedException when the caller sent too much before
   */
  static ExportOutcome accept(Caller caller, ExportSink sink, byte[] body, OtlpFormat format) {
    return accept(caller, body.length, () -> sink.accept(caller.project(), body, format));
  }

  /**
   * As above, for another kind of request.
   *
   * @param bytes of the request, decompressed
   * @param sink keeps it
   */
  public static ExportOutcome accept(Caller caller, long bytes, Supplier<ExportOutcome> sink) {
    RateLimit limit = caller.limit();
    RateLimit.Exceeded exceeded = limit.exceeded();
    if (exceeded != null) {
      throw new OverloadedException(
          RejectReason.RATE_LIMITED,
          "key %s sends more than its %s: send less, or raise its limit"
              .formatted(caller.key(), exceeded.what()),
          exceeded.retryAfter());
    }
    limit.takeBytes(bytes);
    ExportOutcome outcome = sink.get();
    limit.takeSpans(outcome.accepted() + outcome.rejected());
    return outcome;
  }

  private SenderLimit() {}
}
