package io.treeline.exporter.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.decode.RawSpan;
import io.treeline.exporter.model.Span;
import io.treeline.exporter.query.ExportedSession;
import io.treeline.exporter.store.JsonText;
import io.treeline.semconv.GenAiAttributes;
import io.treeline.semconv.OpenInferenceAttributes;
import io.treeline.semconv.TreelineAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of an exported span: those it was sent with, what was said under OpenTelemetry's
 * keys, and all else that is known of it in {@code treeline.export}.
 */
final class OtlpSpans {

  /** Where others look for what was said. */
  private static final Map<String, String> CONTENT =
      Map.of(
          "inputMessages", GenAiAttributes.INPUT_MESSAGES.getKey(),
          "outputMessages", GenAiAttributes.OUTPUT_MESSAGES.getKey(),
          "systemInstructions", GenAiAttributes.SYSTEM_INSTRUCTIONS.getKey(),
          "toolDefinitions", GenAiAttributes.TOOL_DEFINITIONS.getKey(),
          "toolArguments", GenAiAttributes.TOOL_CALL_ARGUMENTS.getKey(),
          "toolResult", GenAiAttributes.TOOL_CALL_RESULT.getKey(),
          "input", OpenInferenceAttributes.INPUT_VALUE.getKey(),
          "output", OpenInferenceAttributes.OUTPUT_VALUE.getKey());

  private static final String EXPORT = TreelineAttributes.EXPORT.getKey();

  /** Names of the parts of content that stand under their keys. */
  private static final Field MOVED = new Field("contentAttributes", Field.Type.JSON);

  /** What the rest of an OTLP span says already. */
  private static final List<String> SAID =
      List.of("attributes", "resourceAttributes", "scopeAttributes", "events", "links");

  private static final List<Field> FIELDS =
      java.util.stream.Stream.concat(
              SpanRows.FIELDS.stream().filter(field -> !SAID.contains(field.name())),
              java.util.stream.Stream.of(MOVED))
          .toList();

  private OtlpSpans() {}

  static Map<String, JsonNode> attributes(Span span, ExportedSession session) {
    Fields row = SpanRows.row(span, session.summary().sessionId(), session.paths().get(span.key()));
    Map<String, JsonNode> attributes = new LinkedHashMap<>(span.attributes());
    Fields kept = new Fields();
    java.util.ArrayList<String> moved = new java.util.ArrayList<>();
    for (Field field : FIELDS) {
      String key = CONTENT.get(field.name());
      String text = key == null ? null : row.text(field.name());
      if (key != null && text != null && !attributes.containsKey(key)) {
        attributes.put(key, OtlpLines.text(text));
        moved.add(field.name());
      } else {
        kept.put(field.name(), row.get(field.name()));
      }
    }
    kept.put(MOVED.name(), JsonRows.json(moved));
    attributes.put(EXPORT, OtlpLines.text(JsonRows.text(RowWriter.SPAN, FIELDS, kept)));
    return attributes;
  }

  /** Whether we exported it. */
  static boolean isOurs(RawSpan span) {
    return span.attributes().containsKey(EXPORT);
  }

  /** The row of a span that we exported. */
  static Fields row(RawSpan raw) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>(raw.attributes());
    JsonNode export = attributes.remove(EXPORT);
    Fields row = JsonRows.row(FIELDS, export == null ? "{}" : export.asText());
    String names = row.text(MOVED.name());
    for (JsonNode moved : JsonText.value(names == null ? "[]" : names)) {
      JsonNode text = attributes.remove(CONTENT.getOrDefault(moved.asText(), ""));
      row.put(moved.asText(), text == null ? null : text.asText());
    }
    return row.put("attributes", JsonText.write(attributes))
        .put("resourceAttributes", JsonText.write(raw.origin().resourceAttributes()))
        .put("scopeAttributes", JsonText.write(raw.origin().scopeAttributes()))
        .put("events", events(raw))
        .put("links", links(raw));
  }

  /** What a log record that we exported says of itself; null for others. */
  static @Nullable String record(Map<String, JsonNode> attributes) {
    JsonNode export = attributes.get(EXPORT);
    return export == null ? null : export.asText();
  }

  private static String events(RawSpan raw) {
    return JsonText.write(
        raw.events().stream()
            .map(
                event ->
                    new io.treeline.exporter.model.SpanEvent(
                        event.unixNanos(), event.name(), event.attributes()))
            .toList());
  }

  private static String links(RawSpan raw) {
    return JsonText.write(
        raw.links().stream()
            .map(
                link ->
                    new io.treeline.exporter.model.SpanLink(
                        new io.treeline.exporter.model.SpanKey(link.traceId(), link.spanId()),
                        link.attributes()))
            .toList());
  }
}
