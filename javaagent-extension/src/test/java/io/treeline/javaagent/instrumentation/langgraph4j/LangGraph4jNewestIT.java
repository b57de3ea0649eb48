package io.treeline.javaagent.instrumentation.langgraph4j;

/** The newest version. */
class LangGraph4jNewestIT extends LangGraph4jContract {

  @Override
  String version() {
    return "1.8.17";
  }

  @Override
  boolean failsAtLimit() {
    return true;
  }

  @Override
  boolean readsAhead() {
    return false;
  }
}
