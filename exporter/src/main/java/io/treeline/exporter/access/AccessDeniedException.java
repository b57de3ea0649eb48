package io.treeline.exporter.access;

/** A request may not be answered; the message says why and what to do, and holds no secret. */
public final class AccessDeniedException extends RuntimeException {

  private final boolean known;

  private AccessDeniedException(boolean known, String message) {
    super(message, null, false, false);
    this.known = known;
  }

  static AccessDeniedException unauthenticated(String message) {
    return new AccessDeniedException(false, message);
  }

  static AccessDeniedException forbidden(String message) {
    return new AccessDeniedException(true, message);
  }

  /** Whether it is known who asks: 403, else 401. */
  public boolean isForbidden() {
    return known;
  }
}
