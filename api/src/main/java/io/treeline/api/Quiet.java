package io.treeline.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps our troubles out of the application: each kind is logged once, at FINE. */
final class Quiet {

  private static final Logger logger = Logger.getLogger("io.treeline.api");
  private static final Set<String> logged = ConcurrentHashMap.newKeySet();

  /** Runs something of ours; the application goes on when it fails. */
  static void run(String what, Action action) {
    try {
      action.run();
    } catch (Exception | LinkageError | StackOverflowError e) {
      failed(what, e);
    }
  }

  /**
   * The value, or what stands for it.
   *
   * @return {@code fallback} when the value is null or blank, after saying that it was wrong
   */
  static String orElse(@Nullable String value, String what, String fallback) {
    if (value != null && !value.isBlank()) {
      return value;
    }
    misuse(
        what + " must be a text that is not blank: was " + value + ", \"" + fallback + "\" used");
    return fallback;
  }

  static void misuse(String message) {
    if (logged.add(message)) {
      logger.log(Level.FINE, "{0}", message);
    }
  }

  static void failed(String what, Throwable cause) {
    if (logged.add(what + cause.getClass().getName())) {
      logger.log(Level.FINE, what + " failed; the application goes on without it", cause);
    }
  }

  /** Something of ours that may fail. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  private Quiet() {}
}
