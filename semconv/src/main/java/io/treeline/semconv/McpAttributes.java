package io.treeline.semconv;

import io.opentelemetry.api.common.AttributeKey;

/** Keys of the Model Context Protocol conventions. */
public final class McpAttributes {

  public static final AttributeKey<String> METHOD_NAME = AttributeKey.stringKey("mcp.method.name");

  /** A transport session; never the session of an agent. */
  public static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("mcp.session.id");

  public static final AttributeKey<String> PROTOCOL_VERSION =
      AttributeKey.stringKey("mcp.protocol.version");

  private McpAttributes() {}
}
