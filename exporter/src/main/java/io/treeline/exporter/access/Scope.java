package io.treeline.exporter.access;

import java.util.Locale;

/** What the holder of a key may do. */
public enum Scope {
  /** Send spans and log records, and what clients of other tools send. */
  INGEST,
  /** Ask, and give scores. */
  READ,
  /** Make, list and delete projects; nothing of what is in them. */
  ADMIN;

  /** As it is written in keys and messages: {@code ingest}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
