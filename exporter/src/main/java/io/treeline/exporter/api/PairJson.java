package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.compare.SessionComparison;
import io.treeline.exporter.query.SessionPair;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes two sessions side by side as the JSON that docs/api.md describes. */
public final class PairJson {

  private PairJson() {}

  /** Both sessions step by step. */
  public static JsonBody pair(SessionPair pair) {
    SessionComparison comparison = pair.comparison();
    return out -> {
      out.writeStartObject();
      out.writeFieldName("a");
      ViewJson.write(out, pair.a());
      out.writeFieldName("b");
      ViewJson.write(out, pair.b());
      out.writeNumberField("same", comparison.same());
      out.writeNumberField("changed", comparison.changed());
      out.writeNumberField("onlyA", comparison.onlyA());
      out.writeNumberField("onlyB", comparison.onlyB());
      Integer first = comparison.firstDivergence();
      Values.writeLong(out, "firstDivergence", first == null ? null : (Long) first.longValue());
      out.writeArrayFieldStart("rows");
      for (SessionComparison.Row row : comparison.rows()) {
        write(out, row);
      }
      out.writeEndArray();
      out.writeNumberField("moreRows", comparison.moreRows());
      out.writeEndObject();
    };
  }

  private static void write(JsonGenerator out, SessionComparison.Row row) throws IOException {
    out.writeStartObject();
    out.writeNumberField("depth", row.depth());
    List<String> differences =
        row.differences().stream().sorted().map(DecisionJson::lower).toList();
    Values.writeTexts(out, "differences", differences);
    write(out, "a", row.a());
    write(out, "b", row.b());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String field, SessionComparison.@Nullable Step step)
      throws IOException {
    out.writeFieldName(field);
    if (step == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeStringField("traceId", step.span().traceId());
    out.writeStringField("spanId", step.span().spanId());
    DecisionJson.writeKind(out, step.kind());
    out.writeStringField("label", step.label());
    out.writeStringField("path", step.path());
    Values.writeMillis(out, "offsetMillis", step.offsetNanos());
    Values.writeMillis(out, "durationMillis", step.durationNanos());
    Values.writeLong(out, "tokens", step.tokens());
    Values.writeCost(out, "costUsd", step.costUsd());
    out.writeStringField("error", step.error());
    out.writeEndObject();
  }
}
