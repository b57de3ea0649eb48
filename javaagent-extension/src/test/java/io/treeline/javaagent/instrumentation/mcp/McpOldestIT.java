package io.treeline.javaagent.instrumentation.mcp;

import java.util.List;

class McpOldestIT extends McpContract {

  McpOldestIT() {
    super("0.10.0", true);
  }

  @Override
  List<String> transports() {
    return List.of("stdio", "sse");
  }
}
