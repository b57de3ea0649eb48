package io.treeline.javaagent.instrumentation.mcp;

import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.McpOperation;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The requests of each session that have not been answered. */
final class OpenCalls {

  private static final Map<Object, Set<McpOperation>> BY_SESSION =
      Collections.synchronizedMap(new WeakHashMap<>());

  static void add(Object session, McpOperation operation) {
    BY_SESSION.computeIfAbsent(session, key -> ConcurrentHashMap.newKeySet()).add(operation);
  }

  static void remove(Object session, McpOperation operation) {
    Set<McpOperation> open = BY_SESSION.get(session);
    if (open != null) {
      open.remove(operation);
    }
  }

  /**
   * The context of the request that made the other side ask.
   *
   * @param params what it asks, which may tell of the trace it belongs to
   * @return null when that is none, or cannot be told
   */
  static @Nullable Context contextOf(Object session, @Nullable Object params) {
    Set<McpOperation> open = BY_SESSION.get(session);
    if (open == null || open.isEmpty()) {
      return null;
    }
    McpOperation only = null;
    for (McpOperation operation : open) {
      if (operation.isCauseOf(params)) {
        return operation.context();
      }
      only = only == null && open.size() == 1 ? operation : null;
    }
    return only == null ? null : only.context();
  }

  private OpenCalls() {}
}
