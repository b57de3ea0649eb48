package io.treeline.exporter.journal;

/** One request as it was received. */
public final class JournalEntry {

  private final String project;
  private final Signal signal;
  private final Encoding encoding;
  private final long receivedEpochNanos;
  private final byte[] body;

  /**
   * Makes an entry.
   *
   * @param project whose it is, at most 1024 bytes in UTF-8
   * @param signal what the body holds
   * @param encoding how it holds it
   * @param receivedEpochNanos when it was received, so that reading it again judges times as the
   *     first reading did
   * @param body decompressed; not copied, and not changed afterwards
   */
  public JournalEntry(
      String project, Signal signal, Encoding encoding, long receivedEpochNanos, byte[] body) {
    this.project = project;
    this.signal = signal;
    this.encoding = encoding;
    this.receivedEpochNanos = receivedEpochNanos;
    this.body = body;
  }

  public String project() {
    return project;
  }

  public Signal signal() {
    return signal;
  }

  public Encoding encoding() {
    return encoding;
  }

  public long receivedEpochNanos() {
    return receivedEpochNanos;
  }

  /** The entry's own bytes: not to be changed. */
  public byte[] body() {
    return body;
  }

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
