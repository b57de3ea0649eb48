package io.treeline.exporter.store;

/** The engine could not do it now; nothing was changed, and trying again is safe. */
public class StoreException extends RuntimeException {

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreException(String message) {
    super(message);
  }
}
