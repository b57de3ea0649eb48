package io.treeline.javaagent.instrumentation.semantickernel;

/** The oldest supported version. */
class SemanticKernelOldestIT extends SemanticKernelContract {

  SemanticKernelOldestIT() {
    super("1.0.2");
  }

  @Override
  String more() {
    return "nothing";
  }
}
