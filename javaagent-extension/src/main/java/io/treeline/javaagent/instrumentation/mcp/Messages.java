package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.McpOperation;
import org.jspecify.annotations.Nullable;

/** What the advice on messages does. */
public final class Messages {

  /** Returns the message to send instead; null when it is to be sent as it is. */
  public static @Nullable JSONRPCMessage send(Object transport, @Nullable JSONRPCMessage message) {
    if (message instanceof JSONRPCResponse response) {
      IncomingRequests.responded(transport, response);
      return null;
    }
    return message instanceof JSONRPCRequest request ? send(request) : null;
  }

  @SuppressWarnings("ReferenceEquality") // the same object when nothing was added
  private static @Nullable JSONRPCMessage send(JSONRPCRequest request) {
    McpOperation operation = McpOperation.unsent(Context.current(), request.params());
    if (operation == null) {
      return null;
    }
    Object params = operation.send(request.id());
    return params == request.params()
        ? null
        : new JSONRPCRequest(request.jsonrpc(), request.method(), request.id(), params);
  }

  private Messages() {}
}
