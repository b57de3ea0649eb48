package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;

/** What only versions with stateless servers have. */
final class Stateless {

  static SyncToolSpecification tool(String name) {
    return new SyncToolSpecification(
        OrderServer.describe(name), (context, request) -> OrderServer.call(name, null));
  }

  private Stateless() {}
}
