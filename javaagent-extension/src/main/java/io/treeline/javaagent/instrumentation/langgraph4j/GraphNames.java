package io.treeline.javaagent.instrumentation.langgraph4j;

import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bsc.langgraph4j.CompiledGraph;
import org.jspecify.annotations.Nullable;

/**
 * Which action is which node's. A graph hands its actions on without their names, to branches that
 * run at the same time above all. Keys are weak and compared by identity.
 */
final class GraphNames {

  /** What stands for the name of an action that is several nodes'. */
  private static final String SHARED = "node";

  private static final OptionalField NODES = OptionalField.named("nodes");
  private static final OptionalField ACTIONS = OptionalField.named("actions");
  private static final OptionalMethod GRAPH_ID = OptionalMethod.named("graphId");

  private static final Cache<Object, String> NAMES = Cache.weak();
  private static final Cache<Object, Map<String, List<String>>> BRANCHES = Cache.weak();

  private GraphNames() {}

  /** A graph has been compiled. */
  static void learn(Object graph) {
    if (!(NODES.get(graph) instanceof Map<?, ?> nodes)) {
      return;
    }
    nodes.forEach(
        (id, action) -> {
          if (action != null && !isParallel(action)) {
            String known = NAMES.get(action);
            String name = String.valueOf(id);
            NAMES.put(action, known == null || known.equals(name) ? name : SHARED);
          }
        });
    Map<String, List<String>> branches = new HashMap<>();
    nodes.forEach(
        (id, action) -> {
          if (action != null && isParallel(action)) {
            branches.put(String.valueOf(id), names(ACTIONS.get(action)));
          }
        });
    BRANCHES.put(graph, branches);
  }

  /** The node whose action that is; null for what is no node's, or stands for several at once. */
  static @Nullable String node(Object action) {
    return NAMES.get(action);
  }

  /** What an edge to that node leads to: the node, or the nodes that run at the same time. */
  static List<String> targets(Object graph, String node) {
    Map<String, List<String>> branches = BRANCHES.get(graph);
    List<String> parallel = branches == null ? null : branches.get(node);
    return parallel == null || parallel.isEmpty() ? List.of(node) : parallel;
  }

  /** Whether a node is a graph of its own, which names itself after it. */
  static boolean isSubgraph(Object action) {
    return action.getClass().getSimpleName().equals("SubCompiledGraphNodeAction");
  }

  /** Name the application gave the graph, since 1.8; null when it gave none. */
  static @Nullable String graph(@Nullable Object graph) {
    Object id =
        graph instanceof CompiledGraph<?> compiled ? GRAPH_ID.call(compiled.compileConfig) : null;
    return id instanceof Optional<?> given && given.isPresent() ? given.get().toString() : null;
  }

  private static boolean isParallel(Object action) {
    return action.getClass().getSimpleName().equals("AsyncParallelNodeAction");
  }

  private static List<String> names(@Nullable Object actions) {
    List<String> names = new ArrayList<>();
    if (actions instanceof List<?> list) {
      for (Object action : list) {
        String name = NAMES.get(action);
        if (name != null) {
          names.add(name);
        }
      }
    }
    return names;
  }
}
