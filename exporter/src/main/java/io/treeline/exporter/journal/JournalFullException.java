package io.treeline.exporter.journal;

/** The journal is as large as it may be: the store is slower than what comes. */
public final class JournalFullException extends JournalException {

  JournalFullException(String message) {
    super(message);
  }
}
