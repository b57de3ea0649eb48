package io.treeline.semconv;

/** Values of {@link TreelineAttributes#SESSION_ID_SOURCE}, strongest first. */
public final class SessionIdSources {

  /** Opened by the application through the API or an annotation. */
  public static final String API = "api";

  /** Came in with the request, as W3C baggage. */
  public static final String BAGGAGE = "baggage";

  /** Taken from a {@code Helicone-Session-Id} header of an LLM call. */
  public static final String HEADER = "header";

  /** A framework's own conversation or chat memory id. */
  public static final String FRAMEWORK = "framework";

  private SessionIdSources() {}
}
