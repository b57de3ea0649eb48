package io.treeline.demo.model;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Ids and model names in the shapes OpenAI uses. */
final class Ids {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** The dated model that an undated name stood for when this was written. */
  private static final Map<String, String> DATED =
      Map.of(
          "gpt-4", "gpt-4-0613",
          "gpt-4o", "gpt-4o-2024-08-06",
          "gpt-4o-mini", "gpt-4o-mini-2024-07-18",
          "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14",
          "o4-mini", "o4-mini-2025-04-16");

  private Ids() {}

  static String completion() {
    return "chatcmpl-" + random(29);
  }

  static String response() {
    return "resp_" + random(48);
  }

  static String message() {
    return "msg_" + random(48);
  }

  static String toolCall() {
    return "call_" + random(24);
  }

  static String request() {
    return "req_" + random(32);
  }

  static String datedModel(String model) {
    return DATED.getOrDefault(model, model);
  }

  private static String random(int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
