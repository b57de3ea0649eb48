package io.treeline.exporter.store.clickhouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.TimeRange;
import io.treeline.exporter.store.JsonText;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nearest agent that each span ran in, as the table expression {@code derived}. */
final class RunsInAgents {

  private static final int MOST_STEPS = 64;
  private static final String SQL =
      """
      SELECT s.member_of AS member, lower(hex(s.trace_id)) AS trace, lower(hex(s.span_id)) AS span,
        lower(hex(s.parent_span_id)) AS parent, s.operation AS operation,
        if(s.operation = 'AGENT', coalesce(toString(s.agent_name), toString(s.name)), NULL) AS agent
      FROM placed AS s
      """;

  /**
   * A span.
   *
   * @param agent name of the agent whose run it is; null of other spans
   */
  private record Node(
      String trace,
      String span,
      @Nullable String parent,
      String operation,
      @Nullable String agent) {}

  private RunsInAgents() {}

  /**
   * The table.
   *
   * @param edges whether only runs of agents are asked for, each with the agent it ran in
   */
  static String table(Engine engine, Tables tables, TimeRange range, boolean edges) {
    String sql =
        "WITH "
            + tables
                .in(AggregateSpans.PLACED)
                .formatted(range.startEpochNanosInclusive(), range.endEpochNanosExclusive())
            + SQL;
    Map<String, Node> nodes = new HashMap<>();
    engine.read(
        sql,
        row -> {
          while (row.next()) {
            Node node =
                new Node(
                    row.text("trace"),
                    row.text("span"),
                    row.textOrNull("parent"),
                    row.text("operation"),
                    row.textOrNull("agent"));
            nodes.put(row.text("member") + '\0' + node.trace() + node.span(), node);
          }
          return nodes.size();
        });
    DerivedTable table = new DerivedTable();
    nodes.forEach(
        (id, node) -> {
          String key = key(id, node, nodes, edges);
          if (key != null) {
            table.add(node.trace(), node.span(), key);
          }
        });
    return table.sql();
  }

  private static @Nullable String key(
      String id, Node node, Map<String, Node> nodes, boolean edges) {
    // Of HTTP calls nobody asks.
    if (edges ? node.agent() == null : node.operation().equals("OTHER")) {
      return null;
    }
    if (!edges && node.agent() != null) {
      return node.agent();
    }
    String caller = caller(id, node, nodes);
    if (!edges) {
      return caller;
    }
    ArrayNode edge = JsonNodeFactory.instance.arrayNode();
    edge.add(caller);
    edge.add(node.agent());
    return JsonText.write(edge);
  }

  private static @Nullable String caller(String id, Node node, Map<String, Node> nodes) {
    String session = id.substring(0, id.indexOf('\0') + 1);
    Node at = node;
    for (int step = 0; step < MOST_STEPS; step++) {
      String parent = at.parent();
      if (parent == null || parent.equals(at.span())) {
        return null;
      }
      Node up = nodes.get(session + node.trace() + parent);
      if (up == null || up.agent() != null) {
        return up == null ? null : up.agent();
      }
      at = up;
    }
    return null;
  }
}
