package io.treeline.demo.backend;

/** The time a remote system takes. */
final class Latency {

  private Latency() {}

  static void take(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while waiting for an answer");
    }
  }
}
