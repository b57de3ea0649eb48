package io.treeline.javaagent.instrumentation.koog;

/** The newest supported version. */
class KoogNewestIT extends KoogContract {

  KoogNewestIT() {
    super("1.1.1");
  }
}
