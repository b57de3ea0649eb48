package io.treeline.exporter.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.treeline.exporter.model.LogRecord;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.ScoreTarget;
import io.treeline.exporter.model.ScoreValue;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.query.ExportedSession;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.store.JsonText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Log records, scores and numbers of sessions as rows; the first two back. */
final class OtherRows {

  static final List<Field> LOG =
      SpanRows.fields(
          "traceId spanId logId time position# severityNumber# severityText eventName body:",
          "attributes: service scopeName inputMessages: outputMessages: systemInstructions:",
          "toolDefinitions: toolArguments: toolResult: input: output:");

  static final List<Field> SCORE =
      SpanRows.fields(
          "scoreId name valueType number label source comment time target traceId spanId",
          "sessionId sessionName path responseId metadata:");

  static final List<Field> SESSION =
      SpanRows.fields(
          "sessionId sessionIdSource name nameGiven? startTime endTime activeNanos# status spans#",
          "llmCalls# toolCalls# errors# inputTokens# outputTokens# cacheReadTokens#",
          "cacheWriteTokens# reasoningTokens# costUsd$ unpricedCalls# estimatedCalls# models:"
              + " users:",
          "services: properties: tag cursor");

  private OtherRows() {}

  static Fields row(LogRecord log) {
    Integer severity = log.severityNumber();
    Fields row =
        new Fields()
            .put("traceId", log.key().traceId())
            .put("spanId", log.key().spanId())
            .put("logId", log.id())
            .put("time", Times.text(log.epochNanos()))
            .put("position", (long) log.position())
            .put("severityNumber", severity == null ? null : (Long) severity.longValue())
            .put("severityText", log.severityText())
            .put("eventName", log.eventName())
            .put("body", body(log.body()))
            .put("attributes", JsonText.write(log.attributes()))
            .put("service", log.service())
            .put("scopeName", log.scopeName());
    SpanRows.put(row, log.content());
    return row;
  }

  static LogRecord log(Fields row) {
    Long severity = row.number("severityNumber");
    String body = row.text("body");
    return new LogRecord(
        new SpanKey(row.required("traceId"), row.required("spanId")),
        row.required("logId"),
        Times.nanos(row.text("time")),
        Objects.requireNonNullElse(row.number("position"), 0L).intValue(),
        severity == null ? null : severity.intValue(),
        row.text("severityText"),
        row.text("eventName"),
        body == null ? null : JsonText.value(body),
        SpanRows.attributes(row.text("attributes")),
        row.required("service"),
        row.text("scopeName"),
        SpanRows.content(row));
  }

  static Fields row(Score score) {
    ScoreTarget target = score.target();
    Double number = score.value().number();
    return new Fields()
        .put("scoreId", score.id())
        .put("name", score.name())
        .put("valueType", SpanRows.lower(score.value().type()))
        .put("number", number == null ? null : number.toString())
        .put("label", score.value().label())
        .put("source", score.source())
        .put("comment", score.comment())
        .put("time", Times.text(score.epochNanos()))
        .put("target", SpanRows.lower(target.kind()))
        .put("traceId", target.traceId())
        .put("spanId", target.spanId())
        .put("sessionId", target.sessionId())
        .put("sessionName", target.sessionName())
        .put("path", target.path())
        .put("responseId", target.responseId())
        .put("metadata", JsonText.write(score.metadata()));
  }

  static Score score(Fields row) {
    String number = row.text("number");
    return new Score(
        row.required("scoreId"),
        row.required("name"),
        new ScoreValue(
            ScoreValue.Type.valueOf(SpanRows.upper(row.required("valueType"))),
            number == null ? null : (Double) Double.parseDouble(number),
            row.text("label")),
        row.required("source"),
        row.text("comment"),
        Objects.requireNonNull(Times.nanos(row.required("time"))),
        new ScoreTarget(
            ScoreTarget.Kind.valueOf(SpanRows.upper(row.required("target"))),
            row.text("traceId"),
            row.text("spanId"),
            row.text("sessionId"),
            row.text("sessionName"),
            row.text("path"),
            row.text("responseId")),
        SpanRows.attributes(row.text("metadata")));
  }

  static Fields row(ExportedSession exported) {
    SessionSummary session = exported.summary();
    return new Fields()
        .put("sessionId", session.sessionId())
        .put("sessionIdSource", SpanRows.lower(session.sessionIdSource()))
        .put("name", session.name())
        .put("nameGiven", session.nameGiven())
        .put("startTime", Times.text(session.startEpochNanos()))
        .put("endTime", Times.text(session.endEpochNanos()))
        .put("activeNanos", session.activeNanos())
        .put("status", session.status())
        .put("spans", session.spans())
        .put("llmCalls", session.llmCalls())
        .put("toolCalls", session.toolCalls())
        .put("errors", session.errors())
        .put("inputTokens", session.tokens().input())
        .put("outputTokens", session.tokens().output())
        .put("cacheReadTokens", session.tokens().cacheRead())
        .put("cacheWriteTokens", session.tokens().cacheWrite())
        .put("reasoningTokens", session.tokens().reasoning())
        .put("costUsd", session.costUsd())
        .put("unpricedCalls", session.unpricedCalls())
        .put("estimatedCalls", session.estimatedCalls())
        .put("models", JsonRows.json(session.models()))
        .put("users", JsonRows.json(session.users()))
        .put("services", JsonRows.json(session.services()))
        .put("properties", JsonRows.json(session.properties()))
        .put("tag", exported.tag())
        .put("cursor", exported.cursor());
  }

  private static @Nullable String body(@Nullable JsonNode body) {
    return body == null ? null : JsonText.write(body);
  }
}
