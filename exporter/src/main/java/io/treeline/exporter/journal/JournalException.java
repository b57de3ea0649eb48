package io.treeline.exporter.journal;

/** The journal cannot be opened or written; the message says which, why and what to do. */
public class JournalException extends RuntimeException {

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }

  JournalException(String message) {
    super(message);
  }
}
