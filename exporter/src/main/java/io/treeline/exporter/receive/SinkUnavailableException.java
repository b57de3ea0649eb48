package io.treeline.exporter.receive;

import org.jspecify.annotations.Nullable;

/** Nothing was kept; the sender should try again later. */
public final class SinkUnavailableException extends RuntimeException {

  public SinkUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
