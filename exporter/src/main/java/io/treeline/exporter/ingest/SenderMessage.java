package io.treeline.exporter.ingest;

import java.util.List;

/** What a sender is told: what was rejected and what was changed. */
final class SenderMessage {

  /** A message names this many faults; the rest are counted. */
  private static final int MAX_NAMED_FAULTS = 5;

  private SenderMessage() {}

  static String of(String what, List<String> faults, List<String> warnings) {
    StringBuilder message = new StringBuilder();
    if (!faults.isEmpty()) {
      message.append(faults.size()).append(" ").append(what).append(" rejected: ");
      appendFirst(message, faults);
    }
    if (!warnings.isEmpty()) {
      message.append(message.isEmpty() ? "" : ". ").append("Kept, with changes: ");
      appendFirst(message, warnings);
    }
    return message.toString();
  }

  private static void appendFirst(StringBuilder message, List<String> sentences) {
    message.append(
        String.join("; ", sentences.subList(0, Math.min(MAX_NAMED_FAULTS, sentences.size()))));
    if (sentences.size() > MAX_NAMED_FAULTS) {
      message.append("; and ").append(sentences.size() - MAX_NAMED_FAULTS).append(" more");
    }
  }
}
