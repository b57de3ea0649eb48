package io.treeline.exporter.journal;

import java.nio.file.Path;

/**
 * Where a journal is and how large it may get.
 *
 * @param directory made if absent
 * @param maxBytes most bytes of all segments together
 * @param segmentBytes a segment that would get larger is followed by the next; a record that is
 *     larger has one for itself
 */
public record JournalSettings(Path directory, long maxBytes, long segmentBytes) {

  private static final long SEGMENT_BYTES = 64L << 20;

  public JournalSettings {
    if (segmentBytes < 1024 || maxBytes < segmentBytes) {
      throw new IllegalArgumentException(
          "a segment must have 1024 bytes to those of the journal: was %d of %d"
              .formatted(segmentBytes, maxBytes));
    }
  }

  /** With segments of 64 MB, or a quarter of a journal that is smaller than four of these. */
  public JournalSettings(Path directory, long maxBytes) {
    this(directory, maxBytes, Math.max(1024, Math.min(SEGMENT_BYTES, maxBytes / 4)));
  }
}
