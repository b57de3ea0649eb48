package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;

/** Keys of the Model Context Protocol conventions. */
public final class McpAttributes {

  public static final AttributeKey<String> METHOD_NAME = AttributeKey.stringKey("mcp.method.name");

  /** A transport session; never the session of an agent. */
  public static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("mcp.session.id");

  public static final AttributeKey<String> PROTOCOL_VERSION =
      AttributeKey.stringKey("mcp.protocol.version");

  public static final AttributeKey<String> RESOURCE_URI =
      AttributeKey.stringKey("mcp.resource.uri");

  /** Id of the JSON-RPC request, also where it is a number on the wire. */
  public static final AttributeKey<String> JSONRPC_REQUEST_ID =
      AttributeKey.stringKey("jsonrpc.request.id");

  /** Code of the JSON-RPC error; absent on success. */
  public static final AttributeKey<String> RPC_RESPONSE_STATUS_CODE =
      AttributeKey.stringKey("rpc.response.status_code");

  private McpAttributes() {}
}
