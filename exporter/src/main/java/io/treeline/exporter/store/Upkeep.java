package io.treeline.exporter.store;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks after what is stored: deletes what need not be kept, gives space back, makes copies.
 * Thread-safe; reading and writing go on meanwhile.
 */
public interface Upkeep {

  /**
   * How much may be kept. A session counts as old as its last sign of life, and goes as a whole:
   * with its spans, content, log records, findings and scores.
   *
   * @param age of sessions; null for any
   * @param contentAge of what was said, and of log records, by the start of their span; null for
   *     any
   * @param bytes of the database; null for any
   */
  record Limits(@Nullable Duration age, @Nullable Duration contentAge, @Nullable Long bytes) {

    /** Whether anything is bounded. */
    public boolean isBounded() {
      return age != null || contentAge != null || bytes != null;
    }
  }

  /**
   * What a step did.
   *
   * @param sessions deleted
   * @param spans deleted with them
   * @param done nothing is left to do for now
   */
  record Step(long sessions, long spans, boolean done) {}

  /**
   * Bytes on disk.
   *
   * @param file all of it
   * @param free in the file, to be used before it grows
   */
  record Size(long file, long free) {

    /** What is taken. */
    public long used() {
      return file - free;
    }
  }

  /**
   * Deletes a session for good, with all that belongs to it. Spans of it that come later make a new
   * one of its name.
   *
   * @return whether there was one
   * @throws StoreException when it could not be deleted, or only in part; safe to retry
   */
  boolean deleteSession(String sessionId);

  /**
   * Takes one small step towards the limits. To be called again until it is done.
   *
   * @param nowEpochNanos the time that ages are counted from
   * @throws StoreException when it cannot be done now; safe to retry
   */
  Step retain(Limits limits, long nowEpochNanos);

  /** Cheap. */
  Size size();

  /**
   * Gives free space back to the disk where it is worth the work. Writing waits for it; reading
   * does but for a moment.
   *
   * @return whether it was worth it
   * @throws StoreException when it could not be done; nothing is lost
   */
  boolean compact();

  /**
   * Writes a copy of all that is stored at one moment: a file that a store can be opened from. It
   * is made beside the database first, which takes as much room for a while.
   *
   * @throws StoreException when the copy cannot be made
   * @throws UnsupportedOperationException when the engine makes its own; the message says how
   * @throws IOException when it cannot be written
   */
  void backup(OutputStream out) throws IOException;
}
