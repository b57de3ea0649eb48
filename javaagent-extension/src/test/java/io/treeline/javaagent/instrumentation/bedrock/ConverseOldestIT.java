package io.treeline.javaagent.instrumentation.bedrock;

/** The oldest supported version. */
class ConverseOldestIT extends ConverseContract {
  ConverseOldestIT() {
    super("2.30.0");
  }

  @Override
  protected boolean knowsCaches() {
    return false;
  }
}
