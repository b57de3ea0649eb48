package io.treeline.semconv;

/** HTTP headers with which callers of Helicone group LLM calls. Compared without regard to case. */
public final class HeliconeHeaders {

  public static final String SESSION_ID = "Helicone-Session-Id";
  public static final String SESSION_PATH = "Helicone-Session-Path";
  public static final String SESSION_NAME = "Helicone-Session-Name";
  public static final String USER_ID = "Helicone-User-Id";

  /** The rest of the header's name is the property's name. */
  public static final String PROPERTY_PREFIX = "Helicone-Property-";

  private HeliconeHeaders() {}
}
