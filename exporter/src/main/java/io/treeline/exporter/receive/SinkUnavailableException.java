package io.treeline.exporter.receive;

/** Nothing was kept; the sender should try again later. */
public final class SinkUnavailableException extends RuntimeException {

  public SinkUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
