package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.AggregateRow;
import io.treeline.exporter.model.Measures;
import io.treeline.exporter.query.Aggregates;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Writes numbers by group as the JSON that docs/api.md describes. */
public final class AggregateJson {

  private static final MathContext RATE = new MathContext(6);

  private AggregateJson() {}

  /** All groups. */
  public static JsonBody aggregates(Aggregates aggregates) {
    return out -> {
      boolean series = aggregates.interval() != null;
      out.writeStartObject();
      out.writeStringField("groupBy", aggregates.groupBy());
      out.writeStringField("interval", aggregates.interval());
      out.writeFieldName("total");
      write(out, aggregates.total(), false, series);
      out.writeArrayFieldStart("groups");
      for (AggregateRow group : aggregates.groups()) {
        write(out, group, true, series);
      }
      out.writeEndArray();
      out.writeFieldName("other");
      write(out, aggregates.other(), false, series);
      out.writeNumberField("otherGroups", aggregates.otherGroups());
      out.writeFieldName("without");
      write(out, aggregates.without(), false, series);
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
      JsonGenerator out, @Nullable AggregateRow row, boolean keyed, boolean series)
      throws IOException {
    if (row == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    if (keyed) {
      out.writeStringField("key", row.key());
    }
    write(out, row.measures());
    if (series) {
      out.writeArrayFieldStart("series");
      for (AggregateRow.Bucket bucket : row.series()) {
        out.writeStartObject();
        Values.writeTime(out, "startTime", bucket.startEpochNanos());
        write(out, bucket.measures());
        out.writeEndObject();
      }
      out.writeEndArray();
    } else {
      out.writeNullField("series");
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Measures measures) throws IOException {
    out.writeNumberField("sessions", measures.sessions());
    out.writeNumberField("spans", measures.spans());
    out.writeNumberField("llmCalls", measures.llmCalls());
    out.writeNumberField("toolCalls", measures.toolCalls());
    out.writeNumberField("errors", measures.errors());
    out.writeNumberField("failed", measures.failed());
    BigDecimal rate = errorRate(measures);
    if (rate == null) {
      out.writeNullField("errorRate");
    } else {
      out.writeNumberField("errorRate", rate);
    }
    write(out, "durationMillis", measures.duration());
    write(out, "timeToFirstChunkMillis", measures.timeToFirstChunk());
    Values.writeTokens(out, measures.tokens());
    Values.writeCost(out, "costUsd", measures.costUsd());
    out.writeNumberField("unpricedCalls", measures.unpricedCalls());
    out.writeNumberField("estimatedCalls", measures.estimatedCalls());
    OutcomeJson.write(out, measures.recovery(), measures.findings());
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
