package io.treeline.exporter.mcp;

import java.util.Map;

/**
 * What a tool answers.
 *
 * @param text for the model to read
 * @param data the same for programs
 */
record Answer(String text, Map<String, Object> data) {

  /** Characters of an answer: what an agent's context can bear. */
  static final int MOST = 24_000;

  Answer {
    if (text.length() > MOST) {
      text = text.substring(0, MOST) + "\n… cut: ask for less";
    }
  }

  /** A text cut to a length, in one line. */
  static String brief(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= most
        ? line
        : line.substring(0, most) + "… (" + text.length() + " characters)";
  }
}
