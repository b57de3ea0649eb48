package io.treeline.javaagent.instrumentation.mcp;

/** A server that another process started and talks to over standard input and output. */
public final class StdioServerProgram {

  public static void main(String[] arguments) {
    OrderServer.start(Sdk.create("server.transport.StdioServerTransportProvider", Sdk.mapper()));
  }

  private StdioServerProgram() {}
}
