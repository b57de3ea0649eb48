package io.treeline.javaagent.instrumentation.langchain4j.mcp;

class McpToolsNewestIT extends McpToolsContract {

  McpToolsNewestIT() {
    super("1.18.1", "1.18.1-beta28");
  }
}
