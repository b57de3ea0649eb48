package io.treeline.demo.backend;

/** A system of the support desk could not do what it was asked. */
public final class BackendException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BackendException(String message) {
    super(message);
  }
}
