package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/** Content that belongs on a span under a key of its own. */
public final class CapturedContent {

  /**
   * JSON of a value, credentials masked and long strings cut; null when content is off or there is
   * nothing.
   *
   * @param value a JSON value of plain JDK types
   */
  public static @Nullable String json(@Nullable Object value) {
    GenAiConfig config = GenAiConfig.get();
    return value == null || !config.captureContent()
        ? null
        : new ContentJson(config.maxContentLength()).value(value);
  }

  /** Plain text, masked and cut; null when content is off or there is none. */
  public static @Nullable String text(@Nullable String text) {
    GenAiConfig config = GenAiConfig.get();
    return text == null || !config.captureContent()
        ? null
        : new ContentJson(config.maxContentLength()).text(text);
  }

  private CapturedContent() {}
}
