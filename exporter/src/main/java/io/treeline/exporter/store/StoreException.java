package io.treeline.exporter.store;

import org.jspecify.annotations.Nullable;

/** The engine could not do it now; nothing was changed, and trying again is safe. */
public class StoreException extends RuntimeException {

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
