package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.PlaceMeasures;
import io.treeline.exporter.model.PlaceStep;
import io.treeline.exporter.model.PlaceUsage;
import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.query.DecisionTree;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what many sessions did as the JSON that docs/api.md describes. */
public final class DecisionJson {

  private static final MathContext SIX = new MathContext(6);
  private static final MathContext EXACT_ENOUGH = new MathContext(20);

  private DecisionJson() {}

  /** One tree of places. */
  public static JsonBody tree(DecisionTree tree) {
    return out -> {
      out.writeStartObject();
      out.writeNumberField("sessions", tree.sessions());
      out.writeNumberField("known", tree.known());
      out.writeNumberField("succeeded", tree.succeeded());
      out.writeNumberField("pending", tree.pending());
      out.writeArrayFieldStart("nodes");
      for (DecisionTree.Node node : tree.nodes()) {
        write(out, tree, node);
      }
      out.writeEndArray();
      out.writeNumberField("morePlaces", tree.morePlaces());
      out.writeEndObject();
    };
  }

  private static void write(JsonGenerator out, DecisionTree tree, DecisionTree.Node node)
      throws IOException {
    PlaceMeasures place = node.place();
    out.writeStartObject();
    out.writeStringField("path", place.path());
    out.writeStringField("label", node.label());
    out.writeNumberField("depth", node.depth());
    writeKind(out, place.kind());
    write(out, place);
    writeShare(out, "share", place.sessions(), tree.known());
    writeShare(out, "shareOfParent", place.sessions(), node.parentSessions());
    out.writeObjectFieldStart("without");
    long others = tree.known() - place.sessions();
    out.writeNumberField("sessions", others);
    out.writeNumberField("succeeded", tree.succeeded() - place.succeeded());
    writeShare(out, "successRate", tree.succeeded() - place.succeeded(), others);
    out.writeEndObject();
    writeNext(out, node);
    out.writeArrayFieldStart("rest");
    for (DecisionTree.Rest rest : node.rest()) {
      out.writeStartObject();
      out.writeStringField("path", rest.path());
      out.writeNumberField("sessions", rest.sessions());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeNext(JsonGenerator out, DecisionTree.Node node) throws IOException {
    Map<@Nullable String, Long> all = new HashMap<>();
    for (PlaceStep step : node.next()) {
      all.merge(step.from(), step.times(), Long::sum);
    }
    out.writeArrayFieldStart("next");
    for (PlaceStep step : node.next()) {
      out.writeStartObject();
      out.writeStringField("from", step.from());
      out.writeStringField("to", step.to());
      out.writeNumberField("times", step.times());
      out.writeNumberField("sessions", step.sessions());
      writeShare(out, "share", step.times(), all.getOrDefault(step.from(), 0L));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** All numbers of a place but those that depend on others. */
  static void write(JsonGenerator out, PlaceMeasures place) throws IOException {
    out.writeNumberField("sessions", place.sessions());
    out.writeNumberField("succeeded", place.succeeded());
    writeShare(out, "successRate", place.succeeded(), place.sessions());
    out.writeNumberField("visits", place.visits());
    writeShare(out, "meanVisits", place.visits(), place.sessions());
    out.writeNumberField("failed", place.failed());
    out.writeNumberField("failedSessions", place.failedSessions());
    writeShare(out, "errorRate", place.failed(), place.visits());
    out.writeNumberField("recovered", place.recovered());
    writeShare(out, "recoveryRate", place.recovered(), place.failed());
    out.writeObjectFieldStart("durationMillis");
    Values.writeMillis(out, "total", place.totalNanos());
    Values.writeMillis(out, "p50", place.p50Nanos());
    Values.writeMillis(out, "p95", place.p95Nanos());
    out.writeEndObject();
    Values.writeMillis(out, "criticalMillis", place.criticalNanos());
    write(out, "self", place.self());
    write(out, "subtree", place.subtree());
    BigDecimal usd = place.subtree().costUsd();
    Values.writeCost(
        out,
        "costUsdPerSession",
        usd == null ? null : plain(usd.divide(BigDecimal.valueOf(place.sessions()), EXACT_ENOUGH)));
    out.writeNumberField("llmCalls", place.llmCalls());
    out.writeNumberField("toolCalls", place.toolCalls());
    out.writeNumberField("unpricedCalls", place.unpricedCalls());
    out.writeNumberField("estimatedCalls", place.estimatedCalls());
    write(out, "slowest", place.slowest());
    write(out, "dearest", place.dearest());
  }

  static void writeKind(JsonGenerator out, @Nullable Enum<?> kind) throws IOException {
    out.writeStringField("kind", kind == null ? null : lower(kind));
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static void write(JsonGenerator out, String field, PlaceUsage usage) throws IOException {
    out.writeObjectFieldStart(field);
    Values.writeLong(out, "inputTokens", usage.inputTokens());
    Values.writeLong(out, "outputTokens", usage.outputTokens());
    Values.writeCost(out, "costUsd", usage.costUsd());
    out.writeEndObject();
  }

  static void write(JsonGenerator out, String field, @Nullable SpanExample example)
      throws IOException {
    out.writeFieldName(field);
    if (example == null) {
      out.writeNull();
    } else {
      write(out, example);
    }
  }

  static void write(JsonGenerator out, SpanExample example) throws IOException {
    out.writeStartObject();
    out.writeStringField("sessionId", example.sessionId());
    out.writeStringField("traceId", example.span().traceId());
    out.writeStringField("spanId", example.span().spanId());
    out.writeEndObject();
  }

  /** A fraction of six digits; null when there is nothing to be a part of. */
  static void writeShare(JsonGenerator out, String field, long part, long all) throws IOException {
    out.writeFieldName(field);
    if (all == 0) {
      out.writeNull();
    } else {
      out.writeNumber(plain(BigDecimal.valueOf(part).divide(BigDecimal.valueOf(all), SIX)));
    }
  }

  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
