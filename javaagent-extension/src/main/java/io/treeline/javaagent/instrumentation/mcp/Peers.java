package io.treeline.javaagent.instrumentation.mcp;

import io.modelcontextprotocol.spec.McpSession;
import io.opentelemetry.javaagent.treeline.genai.McpPeer;
import io.opentelemetry.javaagent.treeline.reflect.JsonRecords;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is known of the connection behind a session of the library's. */
final class Peers {

  private static final OptionalField TRANSPORT = OptionalField.named("transport");
  private static final OptionalField CONNECTION = OptionalField.named("connection");
  private static final OptionalField OUTER = OptionalField.named("this$0");
  private static final OptionalField ACTIVE_SESSION = OptionalField.named("activeSession");
  private static final OptionalMethod SESSION_ID = OptionalMethod.named("sessionId");
  private static final OptionalMethod ID = OptionalMethod.named("getId");

  /** The protocol's version by the object that stands for the connection. */
  private static final Map<Object, String> VERSIONS =
      Collections.synchronizedMap(new WeakHashMap<>());

  static McpPeer of(Object session) {
    Object owner = owner(session);
    Object transport = transport(session);
    String kind = McpPeer.transportOf(transport == null ? session : transport);
    if (kind == null && session.getClass().getName().contains("Streamable")) {
      kind = McpPeer.TCP;
    }
    // A pipe has no sessions: the library's own number for it is on no wire.
    String id = McpPeer.PIPE.equals(kind) ? null : sessionId(owner, transport);
    return new McpPeer(kind, id, VERSIONS.get(owner));
  }

  /** The transport a session writes to; null when it has none of its own. */
  static @Nullable Object transport(Object session) {
    Object transport = TRANSPORT.get(session);
    return transport != null ? transport : CONNECTION.get(session);
  }

  /** Client and server agreed on a version. */
  static void initialized(Object session, @Nullable Object result) {
    String version = JsonRecords.text(result, "protocolVersion");
    if (version != null) {
      VERSIONS.put(owner(session), version);
    }
  }

  /** The stream of one request belongs to a session. */
  private static Object owner(Object session) {
    Object outer = OUTER.get(session);
    return outer instanceof McpSession ? outer : session;
  }

  private static @Nullable String sessionId(Object owner, @Nullable Object transport) {
    if (ACTIVE_SESSION.get(transport) instanceof AtomicReference<?> active) {
      Object id = SESSION_ID.call(active.get());
      return id instanceof Optional<?> known ? (String) known.orElse(null) : null;
    }
    return ID.text(owner);
  }

  private Peers() {}
}
