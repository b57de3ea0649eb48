package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageResult;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A server and a client neither of which ever blocks, in the newest versions. */
final class AsyncSides {

  static AsyncToolSpecification tool(String name) {
    return new AsyncToolSpecification(
        OrderServer.describe(name),
        (exchange, request) ->
            Mono.delay(Duration.ofMillis(5))
                .then(Mono.fromRunnable(OrderServer::askBackend))
                .subscribeOn(Schedulers.boundedElastic())
                .then(name.equals("summarize") ? summary(exchange) : shipped()));
  }

  private static Mono<CallToolResult> shipped() {
    return Mono.fromSupplier(() -> OrderServer.result("{\"status\":\"shipped\"}", false));
  }

  private static Mono<CallToolResult> summary(McpAsyncServerExchange exchange) {
    return exchange
        .createMessage(
            CreateMessageRequest.builder(
                    List.of(new SamplingMessage(Role.USER, new TextContent("Sum it up"))), 20)
                .build())
        .map(answer -> OrderServer.result(((TextContent) answer.content()).text(), false));
  }

  /** Two calls at once, then one that asks the client's model; returns the last result. */
  static String ask(McpClientTransport transport) {
    McpAsyncClient client =
        McpClient.async(transport)
            .capabilities(new ClientCapabilities.Builder().sampling().build())
            .sampling(
                request ->
                    Mono.delay(Duration.ofMillis(5))
                        .map(
                            later ->
                                new CreateMessageResult(
                                    Role.ASSISTANT,
                                    new TextContent("It is shipped"),
                                    "some-model",
                                    CreateMessageResult.StopReason.END_TURN)))
            .build();
    CallToolResult last =
        client
            .initialize()
            .then(Mono.zip(call(client, "lookup_order"), call(client, "lookup_order")))
            .then(call(client, "summarize"))
            .block(Duration.ofSeconds(60));
    client.closeGracefully().block();
    return ((TextContent) last.content().get(0)).text();
  }

  private static Mono<CallToolResult> call(McpAsyncClient client, String tool) {
    return client.callTool(new CallToolRequest(tool, Map.of("orderId", 9)));
  }

  private AsyncSides() {}
}
