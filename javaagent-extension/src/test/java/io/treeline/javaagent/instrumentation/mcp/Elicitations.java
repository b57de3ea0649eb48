package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.util.Map;

/** What only versions with elicitation have. */
final class Elicitations {

  static String ask(McpSyncServerExchange exchange) {
    ElicitFormRequest question =
        ElicitRequest.builder(
                "Refund order 7?",
                Map.of("type", "object", "properties", Map.of("sure", Map.of("type", "boolean"))))
            .build();
    return exchange.createElicitation(question).action().name();
  }

  /** Accepts the first question, declines the rest. */
  static void answer(McpClient.SyncSpec client) {
    boolean[] asked = new boolean[1];
    client.elicitation(
        question -> {
          boolean first = !asked[0];
          asked[0] = true;
          return new ElicitResult(
              first ? ElicitResult.Action.ACCEPT : ElicitResult.Action.DECLINE,
              first ? Map.of("sure", true) : null);
        });
  }

  private Elicitations() {}
}
