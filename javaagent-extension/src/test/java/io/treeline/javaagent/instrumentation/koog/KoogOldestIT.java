package io.treeline.javaagent.instrumentation.koog;

/** The oldest supported version: before 1.0 every class and message had another shape. */
class KoogOldestIT extends KoogContract {

  KoogOldestIT() {
    super("1.0.0");
  }
}
