package io.treeline.api;

import java.util.Locale;

/** Who gave a score. */
public enum ScoreSource {
  /** A user or reviewer. */
  HUMAN,
  /** A model that judges. */
  LLM,
  /** A check in code. */
  CODE;

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
