package io.opentelemetry.javaagent.treeline.genai;

/** Puts streamed text together, holding no more than the limit of content. Not thread-safe. */
public final class TextCollector {

  private final StringBuilder head = new StringBuilder();
  private final int kept = GenAiConfig.get().maxContentLength() + ContentJson.OVERLAP;
  private long length;

  public void append(String text) {
    int room = kept - head.length();
    if (room > 0) {
      head.append(text, 0, Math.min(room, text.length()));
    }
    length += text.length();
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** A {@code String}, or a {@link CutText} when it was too long. */
  public Object text() {
    return length == head.length() ? head.toString() : new CutText(head.toString(), length);
  }
}
