package io.treeline.exporter.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A way along the entries of a journal. Used by one thread. */
public final class JournalCursor implements AutoCloseable {

  private static final int MOST_SET_ASIDE = 64 << 20;

  private final Journal journal;
  private final Segments segments;
  private long position;
  private @Nullable Path file;
  private @Nullable SegmentReader reader;

  JournalCursor(Journal journal, Segments segments, long position) {
    this.journal = journal;
    this.segments = segments;
    this.position = position;
  }

  /** Where it stands: after the last entry that {@link #next} gave. */
  public long position() {
    return position;
  }

  /** Goes on to a position, which must be the end of an entry. */
  public void moveTo(long newPosition) {
    position = newPosition;
  }

  /**
   * The next entry that can be read; what cannot be is set aside on the way.
   *
   * @return null when there is none yet
   * @throws IOException when it could not be read or set aside now; try again
   */
  public @Nullable JournalRecord next() throws IOException {
    while (position < journal.end()) {
      Segments.Place place = segments.at(position);
      if (place == null || !open(place)) {
        skip(place);
        continue;
      }
      SegmentReader segment = Objects.requireNonNull(reader);
      long limit = Math.min(journal.end(), Math.min(place.end(), segment.fileEnd()));
      position = Math.max(position, segment.firstPosition());
      if (position >= limit) {
        skip(place);
        continue;
      }
      SegmentReader.Found found = segment.read(position, limit);
      if (found instanceof SegmentReader.Found.Damaged damaged) {
        int length = (int) Math.min(MOST_SET_ASIDE, damaged.end() - damaged.start());
        journal.setAsideDamaged(
            String.valueOf(file),
            damaged.start(),
            segment.bytes(damaged.start(), length),
            damaged.reason());
      }
      position = found.end();
      if (found instanceof SegmentReader.Found.Whole whole) {
        return whole.record();
      }
    }
    return null;
  }

  @Override
  public void close() {
    closeReader();
  }

  /** Whether the segment can be read. */
  private boolean open(Segments.Place place) throws IOException {
    if (reader != null && place.file().equals(file)) {
      return true;
    }
    closeReader();
    try {
      reader = SegmentReader.open(place.file());
    } catch (NoSuchFileException e) {
      reader = null;
    }
    file = place.file();
    return reader != null;
  }

  /** To the next segment, or to the end. */
  private void skip(Segments.@Nullable Place place) {
    long to = place == null ? journal.end() : Math.min(place.end(), journal.end());
    if (place != null && reader == null) {
      journal.noteLost(
          "%s is missing or its header is damaged: what was received from position %d to %d and not stored yet is lost"
              .formatted(place.file(), position, to));
    } else if (place != null && to - position > 0 && place.end() != Long.MAX_VALUE) {
      journal.noteLost(
          "%s ends before position %d: what was received from there to position %d and not stored yet is lost"
              .formatted(place.file(), position, to));
    }
    position = to;
  }

  private void closeReader() {
    SegmentReader old = reader;
    reader = null;
    file = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        // It was only read from.
        return;
      }
    }
  }
}
