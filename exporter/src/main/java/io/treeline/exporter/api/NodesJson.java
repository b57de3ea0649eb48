package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.query.SpanSummary;
import io.treeline.exporter.query.TreeNode;
import io.treeline.exporter.query.TreePage;
import java.io.IOException;

/** Writes a piece of a span tree as a flat list, without what most spans have not. */
final class NodesJson {

  private NodesJson() {}

  static JsonBody page(TreePage page) {
    return out -> {
      out.writeStartObject();
      out.writeFieldName("summary");
      ViewJson.write(out, page.summary());
      out.writeStringField("version", page.version());
      out.writeNumberField("offset", page.offset());
      out.writeNumberField("total", page.total());
      Values.writeLong(out, "nextOffset", page.nextOffset() < 0 ? null : (long) page.nextOffset());
      out.writeArrayFieldStart("nodes");
      for (TreeNode node : page.nodes()) {
        write(new SparseGenerator(out), node);
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static void write(JsonGenerator out, TreeNode node) throws IOException {
    out.writeStartObject();
    out.writeNumberField("depth", node.depth());
    ViewJson.write(out, "self", node.self());
    ViewJson.write(out, "subtree", node.subtree());
    SpanSummary span = node.span();
    if (span != null) {
      out.writeObjectFieldStart("span");
      SpanJson.writeSummary(out, span);
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
