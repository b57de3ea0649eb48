package io.opentelemetry.javaagent.treeline.genai;

/**
 * Text of which only the head was kept.
 *
 * @param length characters of the whole
 */
public record CutText(String head, long length) {

  /** {@code text} itself when it fits; else its head, a little more than the limit of content. */
  public static Object of(String text) {
    int kept = GenAiConfig.get().maxContentLength() + ContentJson.OVERLAP;
    return text.length() <= kept ? text : new CutText(text.substring(0, kept), text.length());
  }
}
