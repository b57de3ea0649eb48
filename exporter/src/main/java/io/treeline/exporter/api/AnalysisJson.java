package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.analysis.Autonomy;
import io.treeline.exporter.analysis.Loop;
import io.treeline.exporter.analysis.NextStep;
import io.treeline.exporter.analysis.Problem;
import io.treeline.exporter.analysis.RecoveryCount;
import io.treeline.exporter.analysis.SessionAnalysis;
import io.treeline.exporter.analysis.SpanOutcome;
import io.treeline.exporter.analysis.Spend;
import io.treeline.exporter.analysis.TimeUse;
import io.treeline.exporter.model.OperationKind;
import io.treeline.exporter.model.SpanKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes an analysis as the JSON that docs/api.md describes. */
public final class AnalysisJson {

  private AnalysisJson() {}

  /** What a session's spans mean together. */
  public static JsonBody analysis(String sessionId, SessionAnalysis analysis) {
    return analysis(sessionId, analysis, true);
  }

  /** With or without the spans of the critical path, which can be most of a large session. */
  static JsonBody analysis(String sessionId, SessionAnalysis analysis, boolean withPath) {
    return out -> {
      out.writeStartObject();
      out.writeStringField("sessionId", sessionId);
      writeProblems(out, analysis);
      writeRecovery(out, analysis);
      writeLoops(out, analysis);
      writeAutonomy(out, analysis.autonomy());
      writeTime(out, analysis.time(), withPath);
      writeOutcomes(out, analysis.outcomes());
      out.writeArrayFieldStart("folded");
      for (SessionAnalysis.Folded folded : analysis.folded()) {
        out.writeStartObject();
        writeSpan(out, "span", folded.span());
        writeSpan(out, "into", folded.into());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("suppressedUsage");
      for (SessionAnalysis.Suppressed suppressed : analysis.suppressed()) {
        out.writeStartObject();
        writeSpan(out, "span", suppressed.span());
        out.writeStringField("rule", suppressed.rule());
        writeSpan(out, "by", suppressed.by());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  static String span(SpanKey key) {
    return key.traceId() + ":" + key.spanId();
  }

  static void writeSpan(JsonGenerator out, String field, @Nullable SpanKey key) throws IOException {
    out.writeStringField(field, key == null ? null : span(key));
  }

  private static void writeSpans(JsonGenerator out, String field, List<SpanKey> keys)
      throws IOException {
    Values.writeTexts(out, field, keys.stream().map(AnalysisJson::span).toList());
  }

  private static void writeProblems(JsonGenerator out, SessionAnalysis analysis)
      throws IOException {
    out.writeArrayFieldStart("problems");
    for (Problem problem : analysis.problems()) {
      out.writeStartObject();
      out.writeStringField("kind", ViewJson.lower(problem.kind()));
      out.writeStringField("sentence", problem.sentence());
      writeSpans(out, "spans", problem.spans());
      out.writeNumberField("moreSpans", problem.moreSpans());
      Values.writeTime(out, "startTime", problem.startEpochNanos());
      writeSpend(out, "wasted", problem.wasted());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("moreProblems", analysis.moreProblems());
  }

  private static void writeRecovery(JsonGenerator out, SessionAnalysis analysis)
      throws IOException {
    out.writeObjectFieldStart("recovery");
    writeSpend(out, "spent", analysis.recovered());
    writeCounts(out, "tools", analysis.tools());
    writeCounts(out, "paths", analysis.paths());
    out.writeEndObject();
  }

  private static void writeCounts(JsonGenerator out, String field, List<RecoveryCount> counts)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (RecoveryCount count : counts) {
      out.writeStartObject();
      out.writeStringField("name", count.name());
      out.writeNumberField("calls", count.calls());
      out.writeNumberField("errors", count.errors());
      out.writeNumberField("recovered", count.recovered());
      out.writeNumberField("abandoned", count.abandoned());
      out.writeNumberField("failed", count.failed());
      out.writeNumberField("notFound", count.notFound());
      out.writeObjectFieldStart("nextSteps");
      for (NextStep step : NextStep.values()) {
        out.writeNumberField(ViewJson.lower(step), count.nextSteps().getOrDefault(step, 0L));
      }
      out.writeEndObject();
      out.writeNumberField("attempts", count.attempts());
      writeSpend(out, "spent", count.recovery());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeLoops(JsonGenerator out, SessionAnalysis analysis) throws IOException {
    out.writeObjectFieldStart("loops");
    out.writeArrayFieldStart("found");
    for (Loop loop : analysis.loops()) {
      out.writeStartObject();
      out.writeStringField("kind", ViewJson.lower(loop.kind()));
      Values.writeTexts(out, "tools", loop.tools());
      out.writeNumberField("rounds", loop.rounds());
      writeSpan(out, "scope", loop.scope());
      out.writeStringField("path", loop.path());
      writeSpans(out, "calls", loop.calls());
      writeSpans(out, "redundant", loop.redundant());
      Values.writeTime(out, "startTime", loop.startEpochNanos());
      Values.writeTime(out, "endTime", loop.endEpochNanos());
      writeSpend(out, "wasted", loop.wasted());
      out.writeEndObject();
    }
    out.writeEndArray();
    writeSpend(out, "wasted", analysis.wasted());
    out.writeNumberField("comparedCalls", analysis.comparedCalls());
    out.writeNumberField("unknownCalls", analysis.unknownCalls());
    out.writeEndObject();
  }

  private static void writeAutonomy(JsonGenerator out, Autonomy autonomy) throws IOException {
    out.writeObjectFieldStart("autonomy");
    out.writeBooleanField("humanFree", autonomy.humanFree());
    out.writeArrayFieldStart("interventions");
    for (Autonomy.Intervention person : autonomy.interventions()) {
      out.writeStartObject();
      writeSpan(out, "span", person.span());
      out.writeStringField("type", person.type());
      out.writeStringField("decision", person.decision());
      Values.writeMillis(out, "durationMillis", person.nanos());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("approved", autonomy.approved());
    out.writeNumberField("rejected", autonomy.rejected());
    out.writeArrayFieldStart("handoffs");
    for (Autonomy.Handoff handoff : autonomy.handoffs()) {
      out.writeStartObject();
      writeSpan(out, "span", handoff.span());
      out.writeStringField("from", handoff.from());
      out.writeStringField("to", handoff.to());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("runs");
    for (Autonomy.Run run : autonomy.runs()) {
      writeRun(out, run);
    }
    out.writeEndArray();
    out.writeNumberField("limitsReached", autonomy.limitsReached());
    Values.writeMillis(out, "longestAloneMillis", autonomy.longestAloneNanos());
    out.writeEndObject();
  }

  private static void writeRun(JsonGenerator out, Autonomy.Run run) throws IOException {
    out.writeStartObject();
    writeSpan(out, "span", run.span());
    out.writeStringField("agent", run.agent());
    out.writeNumberField("iterations", run.iterations());
    out.writeStringField("iterationsSource", run.iterationsSaid() ? "given" : "derived");
    Values.writeLong(out, "limit", run.limit());
    out.writeStringField("stopReason", run.stopReason());
    out.writeBooleanField("limitReached", run.limitReached());
    out.writeEndObject();
  }

  private static void writeTime(JsonGenerator out, TimeUse time, boolean withPath)
      throws IOException {
    out.writeObjectFieldStart("time");
    Values.writeMillis(out, "wallMillis", time.wall());
    Values.writeMillis(out, "activeMillis", time.active());
    Values.writeMillis(out, "workingMillis", time.working());
    Values.writeMillis(out, "waitingMillis", time.waiting());
    Values.writeMillis(out, "idleMillis", time.idle());
    out.writeNumberField("parallelism", time.parallelism());
    Values.writeMillis(out, "criticalMillis", time.critical());
    out.writeArrayFieldStart("criticalPath");
    for (TimeUse.Critical critical : withPath ? time.criticalPath() : List.<TimeUse.Critical>of()) {
      out.writeStartObject();
      writeSpan(out, "span", critical.span());
      Values.writeMillis(out, "durationMillis", critical.nanos());
      out.writeNumberField("share", critical.share());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("criticalByOperation");
    for (Map.Entry<OperationKind, Long> kind : new TreeMap<>(time.criticalByKind()).entrySet()) {
      out.writeStartObject();
      out.writeStringField("operation", ViewJson.lower(kind.getKey()));
      Values.writeMillis(out, "durationMillis", kind.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeOutcomes(JsonGenerator out, List<SpanOutcome> outcomes)
      throws IOException {
    out.writeArrayFieldStart("outcomes");
    for (SpanOutcome outcome : outcomes) {
      out.writeStartObject();
      writeSpan(out, "span", outcome.span());
      out.writeStringField("outcome", ViewJson.lower(outcome.outcome()));
      out.writeStringField("path", outcome.path());
      out.writeBooleanField("cause", outcome.cause());
      writeConstant(out, "nextStep", outcome.nextStep());
      writeConstant(out, "evidence", outcome.evidence());
      writeSpan(out, "nextSpan", outcome.nextSpan());
      writeSpan(out, "recoveredBy", outcome.recoveredBy());
      out.writeNumberField("attempts", outcome.attempts());
      writeSpend(out, "recovery", outcome.recovery());
      Integer loop = outcome.loop();
      Values.writeLong(out, "loop", loop == null ? null : (Long) loop.longValue());
      out.writeBooleanField("redundant", outcome.redundant());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeConstant(JsonGenerator out, String field, @Nullable Enum<?> constant)
      throws IOException {
    out.writeStringField(field, constant == null ? null : ViewJson.lower(constant));
  }

  private static void writeSpend(JsonGenerator out, String field, Spend spend) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("calls", spend.calls());
    Values.writeMillis(out, "durationMillis", spend.nanos());
    Values.writeLong(out, "inputTokens", spend.inputTokens());
    Values.writeLong(out, "outputTokens", spend.outputTokens());
    Values.writeCost(out, "costUsd", spend.costUsd());
    out.writeEndObject();
  }
}
