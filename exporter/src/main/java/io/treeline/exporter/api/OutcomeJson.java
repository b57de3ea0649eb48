package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.analysis.NextStep;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Spent;
import io.treeline.exporter.query.KeptFindings;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes what became of many sessions' errors, loops and people as the JSON of docs/api.md. */
final class OutcomeJson {

  private OutcomeJson() {}

  static void write(JsonGenerator out, RecoveryMeasures recovery, SessionFindings findings)
      throws IOException {
    out.writeObjectFieldStart("recovery");
    out.writeNumberField("errors", recovery.errors());
    out.writeNumberField("recovered", recovery.recovered());
    out.writeNumberField("abandoned", recovery.abandoned());
    out.writeNumberField("failed", recovery.failed());
    out.writeNumberField("unknown", recovery.unknown());
    out.writeNumberField("notFound", recovery.notFound());
    out.writeObjectFieldStart("nextSteps");
    for (NextStep step : NextStep.values()) {
      out.writeNumberField(ViewJson.lower(step), count(recovery.nextSteps(), step));
    }
    out.writeEndObject();
    out.writeNumberField("attempts", recovery.attempts());
    write(out, "spent", recovery.spent());
    out.writeEndObject();
    out.writeObjectFieldStart("loops");
    out.writeNumberField("redundantCalls", recovery.redundantCalls());
    Values.writeMillis(out, "redundantMillis", recovery.redundantNanos());
    out.writeNumberField("sessions", findings.looping());
    out.writeNumberField("found", findings.loops());
    write(out, "wasted", findings.wasted());
    out.writeNumberField("unknownCalls", findings.unknownCalls());
    out.writeEndObject();
    writeAutonomy(out, findings);
  }

  /** What was found in sessions, one row each. */
  static JsonBody findings(List<KeptFindings> sessions) {
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("sessions");
      for (KeptFindings each : sessions) {
        out.writeStartObject();
        out.writeStringField("sessionId", each.sessionId());
        out.writeNumberField("recovered", each.recovered());
        out.writeNumberField("abandoned", each.abandoned());
        out.writeNumberField("loops", each.loops());
        out.writeNumberField("redundantCalls", each.redundantCalls());
        out.writeNumberField("humanSteps", each.humanSteps());
        out.writeNumberField("approved", each.approved());
        out.writeNumberField("rejected", each.rejected());
        out.writeNumberField("limitsReached", each.limitsReached());
        Values.writeMillis(out, "workingMillis", each.workingNanos());
        Values.writeMillis(out, "waitingMillis", each.waitingNanos());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  /** Errors with this next step. */
  static long count(Map<String, Long> nextSteps, NextStep step) {
    return nextSteps.getOrDefault(step.name(), 0L);
  }

  private static void writeAutonomy(JsonGenerator out, SessionFindings findings)
      throws IOException {
    out.writeObjectFieldStart("autonomy");
    out.writeNumberField("analyzedSessions", findings.analyzed());
    out.writeNumberField("humanFreeSessions", findings.humanFree());
    out.writeNumberField("interventions", findings.interventions());
    out.writeNumberField("approved", findings.approved());
    out.writeNumberField("rejected", findings.rejected());
    out.writeNumberField("handoffs", findings.handoffs());
    out.writeNumberField("limitsReached", findings.limitsReached());
    out.writeNumberField("sessionsAtLimit", findings.atLimit());
    Values.writeMillis(out, "workingMillis", findings.workingNanos());
    Values.writeMillis(out, "waitingMillis", findings.waitingNanos());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String field, Spent spent) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("calls", spent.calls());
    Values.writeMillis(out, "durationMillis", spent.nanos());
    Values.writeLong(out, "inputTokens", spent.inputTokens());
    Values.writeLong(out, "outputTokens", spent.outputTokens());
    Values.writeCost(out, "costUsd", spent.costUsd());
    out.writeEndObject();
  }
}
