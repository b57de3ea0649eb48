package io.opentelemetry.javaagent.treeline.genai;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may be captured, and how much of it.
 *
 * @param captureContent prompts, answers, tool arguments and results; when false they are not even
 *     read. {@code otel.instrumentation.genai.capture-message-content}, default true
 * @param maxContentLength characters of one string that are kept; the rest is cut, visibly. {@code
 *     treeline.content.max-length}, default 32768
 * @param streamIdleLimit a stream nobody reads for this long counts as abandoned. {@code
 *     treeline.stream.idle-limit}, default 10m
 * @param stripHeliconeHeaders whether {@code Helicone-*} headers stay home. {@code
 *     treeline.helicone.strip-headers}, default false
 */
public record GenAiConfig(
    boolean captureContent,
    int maxContentLength,
    Duration streamIdleLimit,
    boolean stripHeliconeHeaders) {

  static final String CAPTURE_CONTENT = "otel.instrumentation.genai.capture-message-content";
  static final String MAX_CONTENT_LENGTH = "treeline.content.max-length";
  static final String STREAM_IDLE_LIMIT = "treeline.stream.idle-limit";
  static final String STRIP_HELICONE_HEADERS = "treeline.helicone.strip-headers";

  public static final GenAiConfig DEFAULT =
      new GenAiConfig(true, 32 * 1024, Duration.ofMinutes(10), false);

  private static volatile GenAiConfig current = DEFAULT;

  public GenAiConfig {
    if (maxContentLength < 0) {
      throw new IllegalArgumentException(
          MAX_CONTENT_LENGTH
              + " must be a number of characters, 0 or more: was "
              + maxContentLength
              + "; to capture no content at all set "
              + CAPTURE_CONTENT
              + "=false");
    }
  }

  /** The settings in force; {@link #DEFAULT} until the agent has read its configuration. */
  public static GenAiConfig get() {
    return current;
  }

  static void install(GenAiConfig config) {
    current = config;
  }

  static GenAiConfig read(ConfigProperties properties) {
    return new GenAiConfig(
        capturesContent(properties.getString(CAPTURE_CONTENT)),
        properties.getInt(MAX_CONTENT_LENGTH, DEFAULT.maxContentLength()),
        properties.getDuration(STREAM_IDLE_LIMIT, DEFAULT.streamIdleLimit()),
        properties.getBoolean(STRIP_HELICONE_HEADERS, DEFAULT.stripHeliconeHeaders()));
  }

  /**
   * Understands the boolean of the Java agent and the words of the GenAI conventions. A word nobody
   * knows counts as "no": who writes one there means to restrict capture.
   */
  static boolean capturesContent(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return true;
    }
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "true", "span_only", "span_and_event" -> true;
      default -> false;
    };
  }
}
