package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.Score;
import io.treeline.exporter.model.Totals;
import io.treeline.exporter.query.SessionPage;
import io.treeline.exporter.query.SessionSummary;
import io.treeline.exporter.query.SessionTree;
import io.treeline.exporter.query.SpanSummary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes views as the JSON that docs/api.md describes. */
public final class ViewJson {

  private ViewJson() {}

  /** A page of sessions. */
  public static JsonBody sessions(SessionPage page) {
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("sessions");
      for (SessionSummary session : page.sessions()) {
        write(out, session);
      }
      out.writeEndArray();
      out.writeStringField("nextCursor", page.nextCursor());
      out.writeEndObject();
    };
  }

  /** One session's numbers. */
  public static JsonBody session(SessionSummary session) {
    return out -> write(out, session);
  }

  /** One session's numbers and scores. */
  static JsonBody session(SessionSummary session, List<Score> scores) {
    return out -> {
      out.writeStartObject();
      writeFields(out, session);
      ScoreJson.write(out, "scores", scores);
      out.writeEndObject();
    };
  }

  /** A session's tree. */
  public static JsonBody tree(SessionTree tree) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("sessionId", tree.summary().sessionId());
      out.writeStringField("by", lower(tree.by()));
      out.writeFieldName("summary");
      write(out, tree.summary());
      TreeJson.writeRoots(out, tree.nodes());
      out.writeEndObject();
    };
  }

  /**
   * All spans of a session.
   *
   * @param detailed whether each has what the answer for a single span has
   */
  public static JsonBody spans(String sessionId, List<SpanSummary> spans, boolean detailed) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("sessionId", sessionId);
      writeSpans(out, spans, detailed);
      out.writeEndObject();
    };
  }

  /** Spans of any sessions. */
  public static JsonBody spanList(List<SpanSummary> spans, boolean detailed) {
    return out -> {
      out.writeStartObject();
      writeSpans(out, spans, detailed);
      out.writeEndObject();
    };
  }

  private static void writeSpans(JsonGenerator out, List<SpanSummary> spans, boolean detailed)
      throws IOException {
    out.writeArrayFieldStart("spans");
    for (SpanSummary span : spans) {
      out.writeStartObject();
      SpanJson.writeSummary(out, span);
      if (detailed) {
        SpanJson.writeDetail(out, span);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** One span with its content. */
  public static JsonBody span(SpanSummary span) {
    return out -> {
      out.writeStartObject();
      SpanJson.writeSummary(out, span);
      SpanJson.writeDetail(out, span);
      out.writeEndObject();
    };
  }

  static void write(JsonGenerator out, SessionSummary session) throws IOException {
    out.writeStartObject();
    writeFields(out, session);
    out.writeEndObject();
  }

  private static void writeFields(JsonGenerator out, SessionSummary session) throws IOException {
    out.writeStringField("sessionId", session.sessionId());
    out.writeStringField("sessionIdSource", lower(session.sessionIdSource()));
    out.writeStringField("name", session.name());
    out.writeStringField("nameSource", session.nameGiven() ? "given" : "derived");
    Values.writeTime(out, "startTime", session.startEpochNanos());
    Values.writeTime(out, "endTime", session.endEpochNanos());
    Values.writeMillis(out, "durationMillis", session.durationNanos());
    Values.writeMillis(out, "activeMillis", session.activeNanos());
    out.writeStringField("status", session.status());
    out.writeNumberField("llmCalls", session.llmCalls());
    out.writeNumberField("toolCalls", session.toolCalls());
    out.writeNumberField("spans", session.spans());
    out.writeNumberField("errors", session.errors());
    Values.writeTokens(out, session.tokens());
    Values.writeCost(out, "costUsd", session.costUsd());
    out.writeNumberField("unpricedCalls", session.unpricedCalls());
    out.writeNumberField("estimatedCalls", session.estimatedCalls());
    Values.writeTexts(out, "models", session.models());
    Values.writeTexts(out, "users", session.users());
    Values.writeTexts(out, "services", session.services());
    out.writeObjectFieldStart("properties");
    for (Map.Entry<String, List<String>> property : session.properties().entrySet()) {
      Values.writeTexts(out, property.getKey(), property.getValue());
    }
    out.writeEndObject();
  }

  static void write(JsonGenerator out, String field, Totals totals) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("spans", totals.spans());
    Values.writeMillis(out, "durationMillis", totals.durationNanos());
    out.writeNumberField("llmCalls", totals.llmCalls());
    out.writeNumberField("toolCalls", totals.toolCalls());
    out.writeNumberField("errors", totals.errors());
    Values.writeTokens(out, totals.tokens());
    Values.writeCost(out, "costUsd", totals.costUsd());
    out.writeNumberField("unpricedCalls", totals.unpricedCalls());
    out.writeNumberField("estimatedCalls", totals.estimatedCalls());
    out.writeEndObject();
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
