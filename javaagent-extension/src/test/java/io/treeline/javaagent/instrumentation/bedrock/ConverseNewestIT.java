package io.treeline.javaagent.instrumentation.bedrock;

/** The newest supported version. */
class ConverseNewestIT extends ConverseContract {
  ConverseNewestIT() {
    super("2.54.14");
  }
}
