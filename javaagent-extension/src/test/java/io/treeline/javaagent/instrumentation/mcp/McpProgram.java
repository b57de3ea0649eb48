package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.treeline.api.internal.AgentBridge;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * A client that uses servers over every transport of its version: one in a process of its own over
 * standard input and output, the others in this JVM over HTTP. The calls over each transport are in
 * a session named after it.
 */
public final class McpProgram {

  private static int port;

  public static void main(String[] arguments) {
    try {
      runAll();
      System.exit(0);
    } catch (Throwable e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void runAll() throws Exception {
    run("stdio", stdio());
    port = OrderServers.start();
    run("sse", sse());
    if (Sdk.isNewest()) {
      run("streamable", OrderServers.client(port, "/mcp"));
      stateless();
      async();
      asyncSides();
    }
  }

  private static void run(String transport, McpClientTransport clientTransport) throws Exception {
    try (AutoCloseable session = AgentBridge.openSession(transport, "Mcp", null, "u-1", Map.of())) {
      McpClient.SyncSpec builder =
          McpClient.sync(clientTransport)
              .requestTimeout(Duration.ofSeconds(60))
              .initializationTimeout(Duration.ofSeconds(60))
              .capabilities(capabilities())
              .sampling(
                  request ->
                      new CreateMessageResult(
                          Role.ASSISTANT,
                          new TextContent("It is shipped"),
                          "some-model",
                          CreateMessageResult.StopReason.END_TURN));
      if (Sdk.isNewest()) {
        Elicitations.answer(builder);
      }
      McpSyncClient client = builder.build();
      client.initialize();
      client.ping();
      client.listTools();
      say(transport, "lookup", call(client, "lookup_order"));
      say(transport, "refund", call(client, "refund"));
      say(transport, "summarize", call(client, "summarize"));
      if (Sdk.isNewest()) {
        say(transport, "confirm", call(client, "confirm"));
        say(transport, "decline", call(client, "confirm"));
      }
      try {
        say(transport, "explode", call(client, "explode"));
      } catch (RuntimeException e) {
        say(transport, "explode", e.getClass().getSimpleName());
      }
      try {
        call(client, "no_such_tool");
      } catch (RuntimeException e) {
        say(transport, "unknown", e.getClass().getSimpleName());
      }
      client.readResource(new ReadResourceRequest("order://7"));
      client.getPrompt(new GetPromptRequest("greeting", Map.of()));
      client.closeGracefully();
    }
  }

  private static String call(McpSyncClient client, String tool) {
    Map<String, Object> arguments = Map.of("orderId", 7);
    CallToolRequest request = new CallToolRequest(tool, arguments);
    CallToolResult result = client.callTool(request);
    if (!request.arguments().equals(arguments)) {
      throw new IllegalStateException("the application's request was changed: " + request);
    }
    return ((TextContent) result.content().get(0)).text() + " " + result.isError();
  }

  private static void stateless() throws Exception {
    try (AutoCloseable session =
        AgentBridge.openSession("stateless", "Mcp", null, "u-1", Map.of())) {
      McpSyncClient client = McpClient.sync(OrderServers.client(port, "/stateless")).build();
      client.initialize();
      say("stateless", "lookup", call(client, "lookup_order"));
      client.closeGracefully();
    }
  }

  /** One lazy call, made twice; and one the application gives up. */
  private static void async() throws Exception {
    try (AutoCloseable session = AgentBridge.openSession("async", "Mcp", null, "u-1", Map.of())) {
      McpAsyncClient client = McpClient.async(OrderServers.client(port, "/mcp")).build();
      client.initialize().block();
      Mono<CallToolResult> lookup =
          client.callTool(new CallToolRequest("lookup_order", Map.of("orderId", 8)));
      lookup.flatMap(first -> lookup).block(Duration.ofSeconds(20));
      client.closeGracefully().block();
    }
  }

  private static void asyncSides() throws Exception {
    try (AutoCloseable session =
        AgentBridge.openSession("async-sides", "Mcp", null, "u-1", Map.of())) {
      say("async-sides", "summarize", AsyncSides.ask(OrderServers.client(port, "/async")));
    }
  }

  private static ClientCapabilities capabilities() {
    Object builder = new ClientCapabilities.Builder().sampling();
    if (Sdk.isNewest()) {
      builder = Sdk.invoke(builder, "elicitation");
    }
    return (ClientCapabilities) Sdk.invoke(builder, "build");
  }

  private static McpClientTransport stdio() {
    List<String> command =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Dotel.service.name=stdio-server");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(StdioServerProgram.class.getName());
    ServerParameters server =
        new ServerParameters.Builder(Path.of(System.getProperty("java.home"), "bin", "java") + "")
            .args(command)
            .env(System.getenv())
            .build();
    return (McpClientTransport)
        Sdk.create("client.transport.StdioClientTransport", server, Sdk.mapper());
  }

  private static McpClientTransport sse() {
    Object builder =
        Sdk.invokeStatic(
            "client.transport.HttpClientSseClientTransport", "builder", "http://127.0.0.1:" + port);
    return (McpClientTransport) Sdk.invoke(Sdk.invoke(builder, "sseEndpoint", "/sse"), "build");
  }

  private static void say(String transport, String what, String seen) {
    System.out.println("SEEN " + transport + " " + what + ": " + seen);
  }

  private McpProgram() {}
}
