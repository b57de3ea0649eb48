package io.treeline.javaagent.instrumentation.langchain4j;

/** The newest supported version. */
class LangChain4jNewestIT extends LangChain4jContract {

  @Override
  String version() {
    return "1.19.0";
  }
}
