package io.treeline.javaagent.instrumentation.langgraph4j;

/** The oldest version. */
class LangGraph4jOldestIT extends LangGraph4jContract {

  @Override
  String version() {
    return "1.4.0";
  }

  @Override
  boolean failsAtLimit() {
    return false;
  }

  @Override
  boolean readsAhead() {
    return true;
  }
}
