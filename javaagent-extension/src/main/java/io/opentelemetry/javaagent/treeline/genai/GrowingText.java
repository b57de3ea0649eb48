package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * A text that grows with the events of a stream. Each event brings either all of it so far or what
 * is new, as the request or the model has it, and does not say which. Not thread-safe.
 */
public final class GrowingText {

  /** All of it, as long as every event began with what the one before it said. */
  private @Nullable String whole;

  /** All of it, once an event did not. */
  private @Nullable TextCollector pieces;

  /** Returns whether there is anything new. */
  public boolean add(@Nullable String said) {
    if (said == null || said.isEmpty()) {
      return false;
    }
    if (pieces != null) {
      pieces.append(said);
    } else if (whole == null || said.startsWith(whole)) {
      whole = said;
    } else {
      pieces = new TextCollector();
      pieces.append(whole);
      pieces.append(said);
    }
    return true;
  }

  public boolean isEmpty() {
    return whole == null;
  }

  /** A text, or the beginning of one that is too long. */
  public Object text() {
    if (pieces != null) {
      return pieces.text();
    }
    TextCollector collector = new TextCollector();
    collector.append(whole == null ? "" : whole);
    return collector.text();
  }

  /** Null when there is none, or when it is too long to be kept. */
  public @Nullable String whole() {
    return text() instanceof String kept && !kept.isEmpty() ? kept : null;
  }
}
