package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.query.Aggregates;
import io.treeline.exporter.store.Measure;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes numbers by group as the JSON that docs/api.md describes. */
public final class AggregateJson {

  private static final MathContext RATE = new MathContext(6);

  private AggregateJson() {}

  /** All groups. */
  public static JsonBody aggregates(Aggregates aggregates) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("groupBy", aggregates.groupBy());
      out.writeStringField("interval", aggregates.interval());
      out.writeFieldName("total");
      write(out, aggregates.total(), false, aggregates);
      out.writeArrayFieldStart("groups");
      for (AggregateRow group : aggregates.groups()) {
        write(out, group, true, aggregates);
      }
      out.writeEndArray();
      out.writeFieldName("other");
      write(out, aggregates.other(), false, aggregates);
      out.writeNumberField("otherGroups", aggregates.otherGroups());
      out.writeFieldName("without");
      write(out, aggregates.without(), false, aggregates);
      out.writeEndObject();
    };
  }

  /** Spans in error among all, as a fraction of six digits; null without spans. */
  static @Nullable BigDecimal errorRate(Measures measures) {
    if (measures.spans() == 0) {
      return null;
    }
    BigDecimal rate =
        BigDecimal.valueOf(measures.failed())
            .divide(BigDecimal.valueOf(measures.spans()), RATE)
            .stripTrailingZeros();
    return rate.scale() < 0 ? rate.setScale(0) : rate;
  }

  private static void write(
      JsonGenerator out, @Nullable AggregateRow row, boolean keyed, Aggregates of)
      throws IOException {
    if (row == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    if (keyed) {
      out.writeStringField("key", row.key());
    }
    write(out, row.measures(), of.measures());
    if (of.interval() != null) {
      out.writeArrayFieldStart("series");
      for (AggregateRow.Bucket bucket : row.series()) {
        out.writeStartObject();
        Values.writeTime(out, "startTime", bucket.startEpochNanos());
        write(out, bucket.measures(), of.measures());
        out.writeEndObject();
      }
      out.writeEndArray();
    } else {
      out.writeNullField("series");
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Measures measures, Set<Measure> wanted)
      throws IOException {
    for (Measure each : Measure.values()) {
      if (wanted.contains(each)) {
        write(out, measures, each);
      }
    }
  }

  private static void write(JsonGenerator out, Measures measures, Measure each) throws IOException {
    switch (each) {
      case SESSIONS -> out.writeNumberField(each.word(), measures.sessions());
      case SPANS -> out.writeNumberField(each.word(), measures.spans());
      case LLM_CALLS -> out.writeNumberField(each.word(), measures.llmCalls());
      case TOOL_CALLS -> out.writeNumberField(each.word(), measures.toolCalls());
      case ERRORS -> out.writeNumberField(each.word(), measures.errors());
      case FAILED -> out.writeNumberField(each.word(), measures.failed());
      case ERROR_RATE -> {
        BigDecimal rate = errorRate(measures);
        if (rate == null) {
          out.writeNullField(each.word());
        } else {
          out.writeNumberField(each.word(), rate);
        }
      }
      case DURATION -> write(out, each.word(), measures.duration());
      case TIME_TO_FIRST_CHUNK -> write(out, each.word(), measures.timeToFirstChunk());
      case TOKENS -> Values.writeTokens(out, measures.tokens());
      case COST -> Values.writeCost(out, each.word(), measures.costUsd());
      case UNPRICED_CALLS -> out.writeNumberField(each.word(), measures.unpricedCalls());
      case ESTIMATED_CALLS -> out.writeNumberField(each.word(), measures.estimatedCalls());
      case FINDINGS -> OutcomeJson.write(out, measures.recovery(), measures.findings());
    }
  }

  private static void write(JsonGenerator out, String field, Measures.Times times)
      throws IOException {
    out.writeObjectFieldStart(field);
    Values.writeMillis(out, "mean", times.meanNanos());
    Values.writeMillis(out, "p50", times.p50Nanos());
    Values.writeMillis(out, "p95", times.p95Nanos());
    Values.writeMillis(out, "p99", times.p99Nanos());
    out.writeEndObject();
  }
}
