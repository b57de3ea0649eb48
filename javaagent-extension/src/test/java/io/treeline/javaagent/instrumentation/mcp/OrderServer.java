package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What the servers of all transports offer. Each tool asks {@code backend} over HTTP, which shows
 * in what context it runs.
 */
final class OrderServer {

  /** Builds a server on a transport provider, or on a stateless transport. */
  static Object start(Object provider) {
    Object builder = Sdk.invokeStatic("server.McpServer", "sync", provider);
    builder = Sdk.invoke(builder, "serverInfo", "orders", "1");
    boolean stateless = builder.getClass().getName().contains("Stateless");
    if (stateless) {
      builder = Sdk.invoke(builder, "tools", List.of(Stateless.tool("lookup_order")));
      return Sdk.invoke(builder, "build");
    }
    builder =
        Sdk.invoke(
            builder,
            "tools",
            List.of(
                tool("lookup_order"),
                tool("refund"),
                tool("explode"),
                tool("summarize"),
                tool("confirm")));
    builder =
        Sdk.invoke(
            builder,
            "resources",
            List.of(new SyncResourceSpecification(resource(), OrderServer::read)));
    builder =
        Sdk.invoke(
            builder,
            "prompts",
            List.of(
                new SyncPromptSpecification(
                    new Prompt("greeting", "Greets", List.of()), OrderServer::prompt)));
    return Sdk.invoke(builder, "build");
  }

  /** Builds a server whose tools never block. */
  static Object startAsync(Object provider) {
    Object builder = Sdk.invokeStatic("server.McpServer", "async", provider);
    builder = Sdk.invoke(builder, "serverInfo", "orders", "1");
    builder =
        Sdk.invoke(
            builder,
            "tools",
            List.of(AsyncSides.tool("lookup_order"), AsyncSides.tool("summarize")));
    return Sdk.invoke(builder, "build");
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the second argument's type changed
  private static SyncToolSpecification tool(String name) {
    BiFunction<McpSyncServerExchange, Object, CallToolResult> handler =
        (exchange, request) -> call(name, exchange);
    return new SyncToolSpecification(describe(name), (BiFunction) handler);
  }

  static Tool describe(String name) {
    if (!Sdk.isNewest()) {
      return (Tool) Sdk.create("spec.McpSchema$Tool", name, "Does it", "{\"type\":\"object\"}");
    }
    Object builder =
        Sdk.invokeStatic("spec.McpSchema$Tool", "builder", name, Map.of("type", "object"));
    return (Tool) Sdk.invoke(Sdk.invoke(builder, "description", "Does it"), "build");
  }

  private static Resource resource() {
    return (Resource)
        (Sdk.isNewest()
            ? Sdk.invoke(
                Sdk.invokeStatic("spec.McpSchema$Resource", "builder", "order://7", "Order 7"),
                "build")
            : new OldResource().get());
  }

  static CallToolResult call(String tool, McpSyncServerExchange exchange) {
    askBackend();
    return switch (tool) {
      case "lookup_order" -> result("{\"status\":\"shipped\"}", false);
      case "refund" -> result("no such order", true);
      case "summarize" -> result(sample(exchange), false);
      case "confirm" -> result(Elicitations.ask(exchange), false);
      default -> throw new IllegalStateException("exploded");
    };
  }

  static CallToolResult result(String text, boolean error) {
    if (!Sdk.isNewest()) {
      return (CallToolResult) Sdk.create("spec.McpSchema$CallToolResult", text, error);
    }
    Object builder = Sdk.invokeStatic("spec.McpSchema$CallToolResult", "builder");
    builder = Sdk.invoke(builder, "addTextContent", text);
    return (CallToolResult) Sdk.invoke(Sdk.invoke(builder, "isError", error), "build");
  }

  private static String sample(McpSyncServerExchange exchange) {
    CreateMessageRequest request =
        new CreateMessageRequest.Builder()
            .messages(List.of(new SamplingMessage(Role.USER, new TextContent("Sum it up"))))
            .systemPrompt("Be brief.")
            .maxTokens(20)
            .build();
    return ((TextContent) exchange.createMessage(request).content()).text();
  }

  private static ReadResourceResult read(
      McpSyncServerExchange exchange, ReadResourceRequest request) {
    return new ReadResourceResult(
        List.of(new TextResourceContents(request.uri(), "text/plain", "shipped")));
  }

  private static GetPromptResult prompt(McpSyncServerExchange exchange, GetPromptRequest request) {
    return new GetPromptResult(
        "Greets", List.of(new PromptMessage(Role.USER, new TextContent("Hello"))));
  }

  static void askBackend() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(System.getProperty("backend")).toURL().openConnection();
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OrderServer() {}

  /** The oldest version's constructor. */
  private static final class OldResource {
    Object get() {
      for (var constructor : Resource.class.getConstructors()) {
        if (constructor.getParameterCount() == 5) {
          try {
            return constructor.newInstance("order://7", "Order 7", null, null, null);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      throw new IllegalStateException("no constructor of a resource with 5 arguments");
    }
  }
}
