package io.treeline.javaagent.instrumentation.springaialibaba;

import com.alibaba.cloud.ai.graph.CompiledGraph;
import io.opentelemetry.instrumentation.api.internal.cache.Cache;
import io.opentelemetry.javaagent.treeline.reflect.OptionalField;
import io.opentelemetry.javaagent.treeline.reflect.OptionalMethod;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of compiled graphs. Keys are weak and compared by identity. */
final class Graphs {

  private static final OptionalMethod NAME = OptionalMethod.named("name");
  private static final OptionalMethod DESCRIPTION = OptionalMethod.named("description");
  private static final OptionalMethod ID = OptionalMethod.named("id");
  private static final OptionalField NODES = OptionalField.named("nodes");
  private static final OptionalField ELEMENTS = OptionalField.named("elements");

  private static final Cache<Object, Agent> AGENTS = Cache.weak();
  private static final Cache<Object, Set<String>> SUBGRAPHS = Cache.weak();

  private Graphs() {}

  /** An agent has become a graph. */
  static void learn(Object agent, @Nullable Object compiledGraph) {
    String name = NAME.text(agent);
    if (compiledGraph != null && name != null) {
      AGENTS.put(compiledGraph, new Agent(name, DESCRIPTION.text(agent), topology(agent)));
    }
  }

  /** The agent a graph is; null for a graph of the application's own. */
  static @Nullable Agent agent(CompiledGraph graph) {
    return AGENTS.get(graph);
  }

  /** Whether a node is a graph of its own, which has a span of its own. */
  static boolean isSubgraph(CompiledGraph graph, String node) {
    return SUBGRAPHS.computeIfAbsent(graph, unused -> subgraphs(graph)).contains(node);
  }

  private static Set<String> subgraphs(CompiledGraph graph) {
    Set<String> found = new HashSet<>();
    if (ELEMENTS.get(NODES.get(graph.stateGraph)) instanceof Iterable<?> nodes) {
      for (Object node : nodes) {
        for (Class<?> implemented : node.getClass().getInterfaces()) {
          if (implemented.getSimpleName().contains("SubGraphNode")) {
            found.add(String.valueOf(ID.text(node)));
          }
        }
      }
    }
    return found;
  }

  /** How an agent arranges others; null for one that works itself. */
  private static @Nullable String topology(Object agent) {
    for (Class<?> type = agent.getClass(); type != null; type = type.getSuperclass()) {
      String topology =
          switch (type.getSimpleName()) {
            case "SequentialAgent" -> "sequence";
            case "ParallelAgent" -> "parallel";
            case "LoopAgent" -> "loop";
            case "LlmRoutingAgent" -> "conditional";
            case "SupervisorAgent" -> "supervisor";
            case "FlowAgent" -> "graph";
            default -> null;
          };
      if (topology != null) {
        return topology;
      }
    }
    return null;
  }

  /**
   * An agent.
   *
   * @param topology how it arranges other agents; null when it works itself
   */
  record Agent(String name, @Nullable String description, @Nullable String topology) {}
}
