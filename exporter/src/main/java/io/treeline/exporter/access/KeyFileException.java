package io.treeline.exporter.access;

/** The keys file cannot be used; the message says where and why. */
public final class KeyFileException extends RuntimeException {

  KeyFileException(String message) {
    super(message);
  }

  KeyFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
