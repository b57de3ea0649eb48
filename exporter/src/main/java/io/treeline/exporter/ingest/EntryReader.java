package io.treeline.exporter.ingest;

import io.treeline.exporter.decode.OtlpFormat;
import io.treeline.exporter.decode.RawSpanJson;
import io.treeline.exporter.journal.JournalEntry;
import java.time.Instant;

/** Reads a request again from the journal, as it was read when it was received. */
final class EntryReader {

  private final SpanRequests spans;
  private final LogRequests logs;

  EntryReader(SpanRequests spans, LogRequests logs) {
    this.spans = spans;
    this.logs = logs;
  }

  /**
   * What an entry adds.
   *
   * @throws RuntimeException when it cannot be read although it once could
   */
  Contribution read(JournalEntry entry) {
    Instant received = Instant.ofEpochSecond(0, entry.receivedEpochNanos());
    OtlpFormat format =
        entry.encoding() == JournalEntry.Encoding.JSON ? OtlpFormat.JSON : OtlpFormat.PROTOBUF;
    return switch (entry.signal()) {
      case SPANS -> spans.read(entry.body(), format, received).contribution();
      case LOGS -> logs.read(entry.body(), format, received).contribution();
      case CORRECTIONS ->
          spans.corrections(RawSpanJson.read(entry.body()), received).contribution();
    };
  }
}
