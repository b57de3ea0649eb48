package io.opentelemetry.javaagent.treeline.genai;

import org.jspecify.annotations.Nullable;

/**
 * The connection a request of the Model Context Protocol goes over.
 *
 * @param transport {@code pipe} or {@code tcp}; null when unknown
 * @param sessionId the transport's session, which is not the session of an agent; null when there
 *     is none or it is not known yet
 * @param protocolVersion what client and server agreed on; null when unknown
 */
public record McpPeer(
    @Nullable String transport, @Nullable String sessionId, @Nullable String protocolVersion) {

  public static final String PIPE = "pipe";
  public static final String TCP = "tcp";

  public static final McpPeer UNKNOWN = new McpPeer(null, null, null);

  /**
   * What the name of a transport's class says of it.
   *
   * @return null when it says nothing
   */
  public static @Nullable String transportOf(@Nullable Object transport) {
    if (transport == null) {
      return null;
    }
    String name = transport.getClass().getName();
    if (name.contains("Stdio")) {
      return PIPE;
    }
    for (String word : new String[] {"Http", "Sse", "SSE", "WebSocket", "WebFlux", "WebMvc"}) {
      if (name.contains(word)) {
        return TCP;
      }
    }
    return null;
  }
}
