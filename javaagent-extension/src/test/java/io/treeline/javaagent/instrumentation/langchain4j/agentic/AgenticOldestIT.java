package io.treeline.javaagent.instrumentation.langchain4j.agentic;

/** The oldest version of the module. */
class AgenticOldestIT extends AgenticContract {

  @Override
  String version() {
    return "1.3.0";
  }

  @Override
  String agenticVersion() {
    return "1.3.0-beta9";
  }
}
