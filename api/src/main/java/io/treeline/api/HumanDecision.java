package io.treeline.api;

import java.util.Locale;

/** What a human answered. */
public enum HumanDecision {
  APPROVED,
  REJECTED,
  /** Accepted with changes. */
  MODIFIED,
  /** Nobody answered in time. */
  TIMEOUT;

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }
}
