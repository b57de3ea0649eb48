package io.treeline.javaagent.instrumentation.langchain4j;

/** The oldest supported version. */
class LangChain4jOldestIT extends LangChain4jContract {

  @Override
  String version() {
    return "1.0.0";
  }
}
