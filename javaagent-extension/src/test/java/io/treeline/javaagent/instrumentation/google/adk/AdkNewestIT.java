package io.treeline.javaagent.instrumentation.google.adk;

/** The newest supported version. */
class AdkNewestIT extends AdkContract {
  AdkNewestIT() {
    super("1.8.0");
  }
}
