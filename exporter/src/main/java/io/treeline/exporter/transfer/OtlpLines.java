package io.treeline.exporter.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Origin;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.model.SpanEvent;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.SpanKind;
import io.treeline.exporter.model.SpanLink;
import io.treeline.exporter.model.SpanStatus;
import io.treeline.exporter.query.ExportedSession;
import io.treeline.semconv.CommonAttributes;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as OpenTelemetry's JSON, one export request a line: what other programs understand, and
 * in {@code treeline.export} what they do not.
 */
final class OtlpLines {

  private static final int RECORDS_A_LINE = 500;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private final OutputStream out;

  OtlpLines(OutputStream out) {
    this.out = out;
  }

  /** The line with the cursor comes last. */
  void add(ExportedSession session) throws IOException {
    List<JsonNodeRecord> records = new ArrayList<>();
    session.logs().forEach(log -> records.add(record(log)));
    session.scores().forEach(score -> records.add(record(score)));
    addLogs(records);
    session.pieces((spans, last) -> addSpans(session, spans, last));
  }

  void add(List<Score> scores) throws IOException {
    addLogs(scores.stream().map(OtlpLines::record).toList());
  }

  /** What every complete export ends with. */
  void end(Fields end) throws IOException {
    line(
        json -> {
          json.writeArrayFieldStart("resourceSpans");
          json.writeEndArray();
          json.writeFieldName("treeline");
          json.writeRawValue(JsonRows.text(RowWriter.END, Exporter.END, end));
        });
  }

  private void addSpans(ExportedSession session, List<Span> spans, boolean last)
      throws IOException {
    Map<Origin, List<Span>> byOrigin = new LinkedHashMap<>();
    spans.forEach(s -> byOrigin.computeIfAbsent(s.origin(), o -> new ArrayList<>()).add(s));
    line(
        json -> {
          json.writeArrayFieldStart("resourceSpans");
          for (Map.Entry<Origin, List<Span>> entry : byOrigin.entrySet()) {
            Origin origin = entry.getKey();
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            attributes(json, origin.resourceAttributes());
            json.writeEndObject();
            json.writeArrayFieldStart("scopeSpans");
            json.writeStartObject();
            json.writeObjectFieldStart("scope");
            text(json, "name", origin.scopeName());
            text(json, "version", origin.scopeVersion());
            attributes(json, origin.scopeAttributes());
            json.writeEndObject();
            json.writeArrayFieldStart("spans");
            for (Span span : entry.getValue()) {
              span(json, span, session);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          if (last) {
            json.writeFieldName("treeline");
            Fields row = OtherRows.row(session);
            json.writeRawValue(JsonRows.text(RowWriter.SESSION, OtherRows.SESSION, row));
          }
        });
  }

  private static void span(JsonGenerator json, Span span, ExportedSession session)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", span.key().traceId());
    json.writeStringField("spanId", span.key().spanId());
    text(json, "parentSpanId", span.parentSpanId());
    json.writeStringField("name", span.name());
    json.writeNumberField("kind", kind(span.kind()));
    json.writeStringField("startTimeUnixNano", Long.toUnsignedString(span.startEpochNanos()));
    Long end = span.endEpochNanos();
    if (end != null) {
      json.writeStringField("endTimeUnixNano", Long.toUnsignedString(end));
    }
    attributes(json, OtlpSpans.attributes(span, session));
    json.writeArrayFieldStart("events");
    for (SpanEvent event : span.events()) {
      json.writeStartObject();
      json.writeStringField("timeUnixNano", Long.toUnsignedString(event.epochNanos()));
      json.writeStringField("name", event.name());
      attributes(json, event.attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("links");
    for (SpanLink link : span.links()) {
      json.writeStartObject();
      json.writeStringField("traceId", link.target().traceId());
      json.writeStringField("spanId", link.target().spanId());
      attributes(json, link.attributes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("status");
    text(json, "message", span.statusMessage());
    json.writeNumberField("code", code(span.status()));
    json.writeEndObject();
    json.writeEndObject();
  }

  /** OTLP's numbers. */
  static int kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
      default -> 0;
    };
  }

  private static int code(SpanStatus status) {
    return switch (status) {
      case UNSET -> 0;
      case OK -> 1;
      case ERROR -> 2;
    };
  }

  /** A log record as others see it. */
  private record JsonNodeRecord(
      String service,
      @Nullable String scope,
      @Nullable SpanKey span,
      @Nullable Long epochNanos,
      @Nullable String eventName,
      @Nullable JsonNode body,
      Map<String, JsonNode> attributes) {}

  private static JsonNodeRecord record(LogRecord log) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>(log.attributes());
    attributes.put(
        TreelineAttributes.EXPORT.getKey(),
        text(JsonRows.text(RowWriter.LOG, OtherRows.LOG, OtherRows.row(log))));
    return new JsonNodeRecord(
        log.service(),
        log.scopeName(),
        log.key(),
        log.epochNanos(),
        log.eventName(),
        log.body(),
        attributes);
  }

  private static JsonNodeRecord record(Score score) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    attributes.put(GenAiAttributes.EVALUATION_NAME.getKey(), text(score.name()));
    Double number = score.value().number();
    if (number != null) {
      attributes.put(
          GenAiAttributes.EVALUATION_SCORE_VALUE.getKey(),
          JsonNodeFactory.instance.numberNode(number));
    }
    String label = score.value().label();
    if (label != null) {
      attributes.put(GenAiAttributes.EVALUATION_SCORE_LABEL.getKey(), text(label));
    }
    attributes.put(
        TreelineAttributes.EXPORT.getKey(),
        text(JsonRows.text(RowWriter.SCORE, OtherRows.SCORE, OtherRows.row(score))));
    return new JsonNodeRecord(
        "treeline",
        null,
        score.target().spanKey(),
        score.epochNanos(),
        GenAiAttributes.EVALUATION_RESULT_EVENT,
        null,
        attributes);
  }

  private void addLogs(List<JsonNodeRecord> records) throws IOException {
    for (int from = 0; from < records.size(); from += RECORDS_A_LINE) {
      List<JsonNodeRecord> some =
          records.subList(from, Math.min(records.size(), from + RECORDS_A_LINE));
      line(
          json -> {
            json.writeArrayFieldStart("resourceLogs");
            for (JsonNodeRecord log : some) {
              log(json, log);
            }
            json.writeEndArray();
          });
    }
  }

  private static void log(JsonGenerator json, JsonNodeRecord log) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    attributes(json, Map.of(CommonAttributes.SERVICE_NAME.getKey(), text(log.service())));
    json.writeEndObject();
    json.writeArrayFieldStart("scopeLogs");
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    text(json, "name", log.scope());
    json.writeEndObject();
    json.writeArrayFieldStart("logRecords");
    json.writeStartObject();
    SpanKey span = log.span();
    if (span != null) {
      json.writeStringField("traceId", span.traceId());
      json.writeStringField("spanId", span.spanId());
    }
    Long time = log.epochNanos();
    if (time != null) {
      json.writeStringField("timeUnixNano", Long.toUnsignedString(time));
    }
    text(json, "eventName", log.eventName());
    if (log.body() != null) {
      json.writeFieldName("body");
      value(json, log.body());
    }
    attributes(json, log.attributes());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  static void attributes(JsonGenerator json, Map<String, JsonNode> attributes) throws IOException {
    json.writeArrayFieldStart("attributes");
    for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
      json.writeStartObject();
      json.writeStringField("key", attribute.getKey());
      json.writeFieldName("value");
      value(json, attribute.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, JsonNode value) throws IOException {
    json.writeStartObject();
    if (value.isTextual()) {
      json.writeStringField("stringValue", value.textValue());
    } else if (value.isBoolean()) {
      json.writeBooleanField("boolValue", value.booleanValue());
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      json.writeStringField("intValue", value.asText());
    } else if (value.isNumber()) {
      json.writeNumberField("doubleValue", value.doubleValue());
    } else if (value.isArray()) {
      json.writeObjectFieldStart("arrayValue");
      json.writeArrayFieldStart("values");
      for (JsonNode element : value) {
        value(json, element);
      }
      json.writeEndArray();
      json.writeEndObject();
    } else if (value.isObject()) {
      json.writeObjectFieldStart("kvlistValue");
      json.writeArrayFieldStart("values");
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        json.writeStartObject();
        json.writeStringField("key", entry.getKey());
        json.writeFieldName("value");
        value(json, entry.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  /** Writes the fields of one object. */
  private interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private void line(Body body) throws IOException {
    try (JsonGenerator json =
        FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    }
    out.write('\n');
  }
}
