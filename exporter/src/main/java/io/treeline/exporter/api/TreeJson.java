package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.query.TreeNode;
import java.io.IOException;
import java.util.List;

/**
 * Writes trees as nested JSON, without recursion.
 *
 * <p>Common parsers refuse JSON nested a thousand deep, and each level of the tree takes two. So a
 * node at level {@link #MAX_LEVELS} is written without children and says how many nodes below it
 * are missing; its numbers cover them all the same.
 */
final class TreeJson {

  static final int MAX_LEVELS = 400;

  private TreeJson() {}

  static void writeRoots(JsonGenerator out, List<TreeNode> nodes) throws IOException {
    out.writeArrayFieldStart("roots");
    int open = 0;
    for (int i = 0; i < nodes.size(); i++) {
      TreeNode node = nodes.get(i);
      if (node.depth() >= MAX_LEVELS) {
        continue;
      }
      for (; open > node.depth(); open--) {
        writeEnd(out);
      }
      out.writeStartObject();
      writeFields(out, node);
      out.writeNumberField("omittedDescendants", omitted(nodes, i));
      out.writeArrayFieldStart("children");
      open++;
    }
    for (; open > 0; open--) {
      writeEnd(out);
    }
    out.writeEndArray();
  }

  private static void writeEnd(JsonGenerator out) throws IOException {
    out.writeEndArray();
    out.writeEndObject();
  }

  private static int omitted(List<TreeNode> nodes, int index) {
    int next = index + 1;
    if (nodes.get(index).depth() < MAX_LEVELS - 1) {
      return 0;
    }
    while (next < nodes.size() && nodes.get(next).depth() >= MAX_LEVELS) {
      next++;
    }
    return next - index - 1;
  }

  private static void writeFields(JsonGenerator out, TreeNode node) throws IOException {
    out.writeStringField("id", node.id());
    out.writeStringField("label", node.label());
    Values.writeTime(out, "startTime", node.startEpochNanos());
    Values.writeTime(out, "endTime", node.endEpochNanos());
    ViewJson.write(out, "self", node.self());
    ViewJson.write(out, "subtree", node.subtree());
    if (node.span() != null) {
      out.writeObjectFieldStart("span");
      SpanJson.writeSummary(out, node.span());
      out.writeEndObject();
    }
    TreeNode.Place place = node.place();
    if (place != null) {
      out.writeStringField("path", place.path());
      out.writeBooleanField("derived", place.derived());
      out.writeArrayFieldStart("spanKeys");
      for (SpanKey key : place.spanKeys()) {
        out.writeString(key.traceId() + ":" + key.spanId());
      }
      out.writeEndArray();
    }
  }
}
