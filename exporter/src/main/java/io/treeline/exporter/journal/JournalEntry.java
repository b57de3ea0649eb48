package io.treeline.exporter.journal;

/**
 * One request as it was received.
 *
 * @param project whose it is, at most 1024 bytes in UTF-8
 * @param signal what the body holds
 * @param encoding how it holds it
 * @param receivedEpochNanos when it was received, so that reading it again judges times as the
 *     first reading did
 * @param body decompressed; not changed afterwards
 */
public record JournalEntry(
    String project, Signal signal, Encoding encoding, long receivedEpochNanos, byte[] body) {

  /** What a body holds. */
  public enum Signal {
    /** An OTLP {@code ExportTraceServiceRequest}. */
    SPANS(1),
    /** An OTLP {@code ExportLogsServiceRequest}. */
    LOGS(2),
    /** An OTLP {@code ExportTraceServiceRequest} whose spans replace those under their ids. */
    CORRECTIONS(3);

    final int code;

    Signal(int code) {
      this.code = code;
    }
  }

  /** How a body is encoded. */
  public enum Encoding {
    PROTOBUF(1),
    JSON(2);

    final int code;

    Encoding(int code) {
      this.code = code;
    }
  }
}
