package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.query.QueryException;
import io.treeline.exporter.query.ScoreDraft;
import io.treeline.exporter.query.ScorePage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes scores, and reads the ones that are sent. */
final class ScoreJson {

  private static final ObjectReader READER = JsonBody.exactReader();

  /** What a sent score may have. The type of the value is told by the value. */
  static final Set<String> FIELDS =
      Set.of(
          "id",
          "name",
          "value",
          "type",
          "label",
          "source",
          "comment",
          "time",
          "target",
          "metadata");

  static final Set<String> TARGET_FIELDS =
      Set.of("type", "traceId", "spanId", "sessionId", "sessionName", "path", "responseId");

  private ScoreJson() {}

  static JsonBody page(ScorePage page) {
    return out -> {
      out.writeStartObject();
      write(out, "scores", page.scores());
      out.writeStringField("nextCursor", page.nextCursor());
      out.writeEndObject();
    };
  }

  static JsonBody score(Score score) {
    return out -> write(out, score);
  }

  static void write(JsonGenerator out, String field, List<Score> scores) throws IOException {
    out.writeArrayFieldStart(field);
    for (Score score : scores) {
      write(out, score);
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Score score) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", score.id());
    out.writeStringField("name", score.name());
    out.writeStringField("type", ViewJson.lower(score.value().type()));
    out.writeFieldName("value");
    writeValue(out, score.value());
    out.writeStringField("label", score.value().label());
    out.writeStringField("source", score.source());
    out.writeStringField("comment", score.comment());
    Values.writeTime(out, "time", score.epochNanos());
    ScoreTarget target = score.target();
    out.writeObjectFieldStart("target");
    out.writeStringField("type", ViewJson.lower(target.kind()));
    out.writeStringField("traceId", target.traceId());
    out.writeStringField("spanId", target.spanId());
    out.writeStringField("sessionId", target.sessionId());
    out.writeStringField("sessionName", target.sessionName());
    out.writeStringField("path", target.path());
    out.writeStringField("responseId", target.responseId());
    out.writeEndObject();
    out.writeObjectFieldStart("metadata");
    for (Map.Entry<String, JsonNode> entry : new TreeMap<>(score.metadata()).entrySet()) {
      out.writeFieldName(entry.getKey());
      out.writeTree(entry.getValue());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeValue(JsonGenerator out, ScoreValue value) throws IOException {
    double number = value.number() == null ? 0 : value.number();
    switch (value.type()) {
      case NUMERIC -> out.writeNumber(number);
      case BOOLEAN -> out.writeBoolean(number != 0);
      case CATEGORICAL -> out.writeString(value.label());
    }
  }

  /**
   * Reads a score as sent.
   *
   * @throws QueryException INVALID_ARGUMENT
   */
  static ScoreDraft draft(byte[] body) {
    JsonNode json;
    try {
      json = READER.readTree(body);
    } catch (JsonProcessingException e) {
      throw QueryException.invalid("the body is not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw QueryException.invalid("the body cannot be read: " + e.getMessage());
    }
    JsonNode score = object("the body", json, FIELDS);
    JsonNode target = object("target", score.path("target"), TARGET_FIELDS);
    JsonNode metadata = score.path("metadata");
    if (!isAbsent(metadata) && !metadata.isObject()) {
      throw wrong("metadata", "an object", metadata);
    }
    Map<String, JsonNode> others = new HashMap<>();
    metadata.properties().forEach(entry -> others.put(entry.getKey(), entry.getValue()));
    return new ScoreDraft(
        text(score, "id"),
        text(score, "name"),
        value(score),
        text(score, "source"),
        text(score, "comment"),
        text(score, "time"),
        new ScoreDraft.Target(
            text(target, "type"),
            text(target, "traceId"),
            text(target, "spanId"),
            text(target, "sessionId"),
            text(target, "sessionName"),
            text(target, "path"),
            text(target, "responseId")),
        others);
  }

  private static @Nullable ScoreValue value(JsonNode score) {
    JsonNode value = score.path("value");
    String label = text(score, "label");
    ScoreValue read = null;
    if (value.isBoolean()) {
      read = ScoreValue.bool(value.booleanValue()).called(label);
    } else if (value.isNumber()) {
      double number = value.doubleValue();
      if (!Double.isFinite(number)) {
        throw wrong("value", "a number of 64 bits", value);
      }
      read = ScoreValue.numeric(number).called(label);
    } else if (value.isTextual() && !value.textValue().isEmpty()) {
      read = category(value.textValue(), label);
    } else if (!isAbsent(value)) {
      throw wrong("value", "a number, true, false or text that is not empty", value);
    }
    String type = text(score, "type");
    if (read != null && type != null && !type.equals(ViewJson.lower(read.type()))) {
      throw QueryException.invalid(
          "type must be that of the value, %s: was \"%s\""
              .formatted(ViewJson.lower(read.type()), type));
    }
    return read;
  }

  static ScoreValue category(String value, @Nullable String label) {
    if (label != null && !label.equals(value)) {
      throw QueryException.invalid(
          "label names a number or a truth value; that of a categorical score is its value: was"
              + " \"%s\" beside \"%s\"".formatted(label, value));
    }
    return ScoreValue.category(value);
  }

  private static JsonNode object(String what, JsonNode json, Set<String> fields) {
    if (!json.isObject()) {
      throw wrong(what, "an object with some of " + new TreeSet<>(fields), json);
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                throw QueryException.invalid(
                    "%s has an unknown field \"%s\": it may have %s"
                        .formatted(what, name, String.join(", ", new TreeSet<>(fields))));
              }
            });
    return json;
  }

  private static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (isAbsent(value)) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(field, "text", value);
    }
    return Objects.requireNonNull(value.textValue());
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static QueryException wrong(String what, String expected, JsonNode value) {
    String shown = isAbsent(value) ? "absent" : value.toString();
    return QueryException.invalid(
        "%s must be %s: was %s"
            .formatted(
                what, expected, shown.length() <= 80 ? shown : shown.substring(0, 80) + "…"));
  }
}
