package io.treeline.exporter.helicone;

/** A body that is no log; the message says what was expected and what was there. */
final class InvalidLogException extends RuntimeException {

  InvalidLogException(String message) {
    super(message);
  }
}
