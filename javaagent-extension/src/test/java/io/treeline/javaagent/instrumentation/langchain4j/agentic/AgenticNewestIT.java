package io.treeline.javaagent.instrumentation.langchain4j.agentic;

/** The newest version of the module. */
class AgenticNewestIT extends AgenticContract {

  @Override
  String version() {
    return "1.16.1";
  }

  @Override
  String agenticVersion() {
    return "1.16.1-beta26";
  }
}
