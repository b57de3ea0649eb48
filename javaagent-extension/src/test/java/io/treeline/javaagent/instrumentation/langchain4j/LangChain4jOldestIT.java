package io.treeline.javaagent.instrumentation.langchain4j;

import java.io.IOException;

/** The oldest supported version. */
class LangChain4jOldestIT extends LangChain4jContract {

  LangChain4jOldestIT() throws IOException {
    super("1.0.0");
  }
}
