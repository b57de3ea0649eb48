package io.opentelemetry.javaagent.treeline.config;

import java.util.Locale;

/**
 * A key that users can set: as a system property, or as an environment variable. Each has one row
 * in docs/configuration.md; a test compares.
 */
public enum AgentSetting {
  /** The convention's own switch: whether prompts, completions, arguments and results are kept. */
  CAPTURE_CONTENT("otel.instrumentation.genai.capture-message-content", "text", "true"),

  /** Characters of one captured string that are kept; what is cut is said in its place. */
  MAX_CONTENT_LENGTH("treeline.content.max-length", "integer", "32768"),

  /**
   * A streamed answer of which nothing is read for so long after its last event counts as
   * abandoned, and its span ends. Before the first event it may take six times as long.
   */
  STREAM_IDLE_LIMIT("treeline.stream.idle-limit", "duration", "10m"),

  /** Whether {@code Helicone-*} session headers are taken off a call before it is sent. */
  STRIP_HELICONE_HEADERS("treeline.helicone.strip-headers", "boolean", "false"),

  /**
   * {@code all} of the OpenTelemetry agent's instrumentations, or those that {@code agents} need.
   */
  INSTRUMENTATION("treeline.agent.instrumentation", "text", "all"),

  /** Whether the agent prints at exit what it found, made and missed. */
  REPORT("treeline.agent.report", "boolean", "false"),

  /** Whether session id, name, path, user and properties go out on HTTP calls as baggage. */
  SESSION_PROPAGATION("treeline.session.propagation.enabled", "boolean", "false");

  private final String key;
  private final String type;
  private final String defaultValue;

  AgentSetting(String key, String type, String defaultValue) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
  }

  /** Name of the system property. */
  public String key() {
    return key;
  }

  /** Name of the environment variable. */
  public String environmentName() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** {@code boolean}, {@code integer}, {@code duration} or {@code text}. */
  public String type() {
    return type;
  }

  public String defaultValue() {
    return defaultValue;
  }
}
