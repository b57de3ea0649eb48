package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.compare.Cohort;
import io.treeline.exporter.compare.CohortComparison;
import io.treeline.exporter.compare.CostSplit;
import io.treeline.exporter.query.Cohorts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes two sets of sessions side by side as the JSON that docs/api.md describes. */
public final class CohortJson {

  private CohortJson() {}

  /** Both sets and their differences. */
  public static JsonBody cohorts(Cohorts cohorts) {
    CohortComparison comparison = cohorts.comparison();
    return out -> {
      out.writeStartObject();
      write(out, "a", cohorts.a());
      write(out, "b", cohorts.b());
      write(out, "success", comparison.success());
      write(out, "cost", comparison.cost());
      write(out, "costChange", comparison.costChange());
      Values.writeCost(out, "costChangeElsewhereUsd", comparison.elsewhere());
      out.writeNumberField("comparisons", comparison.comparisons());
      out.writeNumberField("level", CohortComparison.LEVEL);
      out.writeArrayFieldStart("branches");
      for (CohortComparison.Change change : comparison.branches()) {
        write(out, cohorts, change);
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static void write(JsonGenerator out, String field, Cohorts.Set set) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("sessions", set.sessions());
    out.writeNumberField("known", set.cohort().sessions());
    out.writeNumberField("pending", set.pending());
    out.writeNumberField("morePlaces", set.morePlaces());
    out.writeFieldName("all");
    if (set.all() == null) {
      out.writeNull();
    } else {
      out.writeStartObject();
      DecisionJson.write(out, set.all());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Cohorts cohorts, CohortComparison.Change change)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("path", change.path());
    out.writeStringField("presence", DecisionJson.lower(change.presence()));
    Cohort.Branch any = change.a() == null ? change.b() : change.a();
    DecisionJson.writeKind(out, any == null ? null : any.kind());
    out.writeBooleanField("significant", change.significant());
    write(out, "a", change.a(), cohorts.a().cohort().sessions());
    write(out, "b", change.b(), cohorts.b().cohort().sessions());
    out.writeObjectFieldStart("tests");
    write(out, "share", change.share());
    write(out, "errors", change.errors());
    write(out, "success", change.success());
    write(out, "cost", change.cost());
    out.writeEndObject();
    write(out, "costChange", change.costChange());
    out.writeEndObject();
  }

  private static void write(
      JsonGenerator out, String field, Cohort.@Nullable Branch branch, long sessions)
      throws IOException {
    out.writeFieldName(field);
    if (branch == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    out.writeNumberField("sessions", branch.sessions());
    DecisionJson.writeShare(out, "share", branch.sessions(), sessions);
    out.writeNumberField("succeeded", branch.succeeded());
    DecisionJson.writeShare(out, "successRate", branch.succeeded(), branch.sessions());
    out.writeNumberField("visits", branch.visits());
    DecisionJson.writeShare(out, "meanVisits", branch.visits(), branch.sessions());
    out.writeNumberField("failed", branch.failed());
    out.writeNumberField("failedSessions", branch.failedSessions());
    DecisionJson.writeShare(out, "failedSessionRate", branch.failedSessions(), branch.sessions());
    Values.writeCost(out, "selfCostUsd", branch.selfUsd());
    Values.writeCost(out, "subtreeCostUsd", branch.subtreeUsd());
    Values.writeMillis(out, "p50Millis", branch.p50Nanos());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String field, CohortComparison.Test test)
      throws IOException {
    out.writeObjectFieldStart(field);
    write(out, "p", test.p());
    write(out, "q", test.q());
    out.writeBooleanField("significant", test.significant());
    write(out, "greater", test.greater());
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String field, @Nullable Double number)
      throws IOException {
    out.writeFieldName(field);
    if (number == null) {
      out.writeNull();
    } else {
      out.writeNumber(number);
    }
  }

  private static void write(JsonGenerator out, String field, @Nullable CostSplit split)
      throws IOException {
    out.writeFieldName(field);
    if (split == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    Values.writeCost(out, "changeUsd", split.change());
    Values.writeCost(out, "moreVisitsUsd", split.moreVisits());
    Values.writeCost(out, "dearerVisitsUsd", split.dearerVisits());
    out.writeEndObject();
  }
}
