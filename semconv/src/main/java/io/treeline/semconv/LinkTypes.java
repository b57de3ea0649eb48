package io.treeline.semconv;

/** Values of {@link TreelineAttributes#LINK_TYPE}. */
public final class LinkTypes {

  /** The linked span failed, and the linking one takes its place. */
  public static final String FAILED_ATTEMPT = "failed_attempt";

  private LinkTypes() {}
}
