package io.treeline.exporter.telemetry;

/** Why something that was received is not in the store. */
public enum RejectReason {
  /** The body could not be decoded; none of its spans is known. Counted in requests. */
  MALFORMED_REQUEST,
  /** The body, as sent or decompressed, was over the limit. Counted in requests. */
  REQUEST_TOO_LARGE,
  /** The content type or encoding is none we read. Counted in requests. */
  UNSUPPORTED_TYPE,
  /** Metrics, which have no place here. Counted in requests. */
  UNSUPPORTED_SIGNAL,
  /** A field of the span has a wrong type. */
  MALFORMED_SPAN,
  /** A field of the log record has a wrong type. */
  MALFORMED_LOG,
  /** A log record that was written in no span, so that it could never be shown. */
  NO_TRACE_CONTEXT,
  /** Trace, span or parent id of the wrong length, not hexadecimal or all zero. */
  INVALID_ID,
  /** No start, an end before the start, or a time that cannot be true. */
  INVALID_TIME,
  /** The journal could not be written; the sender was asked to try again. */
  STORE_UNAVAILABLE,
  /** Acknowledged, and then the store could never hold it; it is set aside beside the journal. */
  REFUSED_BY_STORE,
  /** More than a key may send. Counted in requests; the sender was told when to try again. */
  RATE_LIMITED,
  /** More than can be taken now. Counted in requests; the sender was told when to try again. */
  OVERLOADED,
  /** No key, an unknown or revoked one, or one without the scope. Counted in requests. */
  UNAUTHORIZED,
  /** A bug of ours; see the log. Counted in requests. */
  INTERNAL
}
