package io.treeline.exporter.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the holder of a key may do. */
public enum Scope {
  /** Send spans and log records, what clients of other tools send, and exported files. */
  INGEST,
  /** Ask, and give scores. */
  READ,
  /**
   * Make, list and delete projects, back up the key's project and delete its sessions, and read the
   * process's own numbers.
   */
  ADMIN,
  /** Read the process's own numbers. */
  METRICS;

  /** As it is written in keys and messages: {@code ingest}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a word.
   *
   * @throws IllegalArgumentException when it is none; the message lists them
   */
  public static Scope of(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scope must be one of "
                        + Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "))
                        + ": was \""
                        + word
                        + "\""));
  }
}
