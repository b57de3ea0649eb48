package io.treeline.javaagent.instrumentation.google.adk;

/** The oldest supported version. */
class AdkOldestIT extends AdkContract {
  AdkOldestIT() {
    super("0.1.0");
  }
}
