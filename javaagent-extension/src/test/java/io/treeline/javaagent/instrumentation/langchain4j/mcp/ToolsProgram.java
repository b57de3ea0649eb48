package io.treeline.javaagent.instrumentation.langchain4j.mcp;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.tool.ToolProvider;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.treeline.javaagent.instrumentation.mcp.OrderServers;
import io.treeline.javaagent.instrumentation.mcp.Sdk;
import io.treeline.javaagent.instrumentation.mcp.StdioServerProgram;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * AI services whose tools are on an MCP server: through LangChain4j's own client, and through the
 * protocol's Java SDK inside of a tool of the application's.
 */
public final class ToolsProgram {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** An AI service. */
  interface Desk {
    String answer(String question);
  }

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
    Object client = ownClient();
    Object provider =
        Sdk.invoke(
            Sdk.invoke(
                Sdk.create("dev.langchain4j.mcp.McpToolProvider$Builder"),
                "mcpClients",
                List.of(client)),
            "build");
    say("provider", desk("provider").toolProvider((ToolProvider) provider).build().answer("Hi"));
    say("direct", execute(client, "lookup_order"));
    say("direct-error", execute(client, "refund"));
    McpSyncClient sdk = sdkClient();
    sdk.initialize();
    say("same-name", desk("same-name").tools(new SameName(sdk)).build().answer("Hi"));
    say("other-name", desk("other-name").tools(new OtherName(sdk)).build().answer("Hi"));
    sdk.closeGracefully();
  }

  private static AiServices<Desk> desk(String model) {
    return AiServices.builder(Desk.class)
        .chatModel(
            OpenAiChatModel.builder()
                .baseUrl(System.getProperty("server"))
                .apiKey("none")
                .modelName(model)
                .build());
  }

  private static String execute(Object client, String tool) throws ReflectiveOperationException {
    ToolExecutionRequest request =
        ToolExecutionRequest.builder().name(tool).arguments("{\"orderId\":7}").build();
    try {
      Object result =
          client
              .getClass()
              .getMethod("executeTool", ToolExecutionRequest.class)
              .invoke(client, request);
      return result instanceof String text ? text : (String) Sdk.invoke(result, "resultText");
    } catch (InvocationTargetException e) {
      return e.getCause().getClass().getSimpleName();
    }
  }

  private static Object ownClient() {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(serverArguments());
    Object transport =
        Sdk.create("dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport$Builder");
    transport = Sdk.invoke(Sdk.invoke(transport, "command", command), "build");
    Object builder = Sdk.create("dev.langchain4j.mcp.client.DefaultMcpClient$Builder");
    builder = Sdk.invoke(builder, "transport", transport);
    builder = Sdk.invoke(builder, "initializationTimeout", Duration.ofSeconds(60));
    return Sdk.invoke(builder, "build");
  }

  private static McpSyncClient sdkClient() {
    return McpClient.sync(OrderServers.client(OrderServers.start(), "/mcp"))
        .requestTimeout(Duration.ofSeconds(60))
        .initializationTimeout(Duration.ofSeconds(60))
        .build();
  }

  private static List<String> serverArguments() {
    List<String> arguments =
        new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    arguments.add("-Dotel.service.name=stdio-server");
    arguments.add("-cp");
    arguments.add(System.getProperty("java.class.path"));
    arguments.add(StdioServerProgram.class.getName());
    return arguments;
  }

  private static void say(String what, String seen) {
    System.out.println("SEEN " + what + ": " + seen);
  }

  private ToolsProgram() {}

  /** A tool that does what the server's tool of the same name does. */
  public record SameName(McpSyncClient client) {
    @Tool(name = "lookup_order")
    public String lookup(int orderId) {
      return client
          .callTool(new CallToolRequest("lookup_order", Map.of("orderId", orderId)))
          .toString();
    }
  }

  /** A tool that uses two calls of the server's. */
  public record OtherName(McpSyncClient client) {
    @Tool(name = "shipping")
    public String shipping(int orderId) {
      client.callTool(new CallToolRequest("lookup_order", Map.of("orderId", orderId)));
      return client.callTool(new CallToolRequest("refund", Map.of("orderId", orderId))).toString();
    }
  }
}
