package io.treeline.exporter.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.treeline.exporter.model.SpanExample;
import io.treeline.exporter.query.Problems;
import java.io.IOException;

/** Writes problems as the JSON that docs/api.md describes. */
public final class ProblemJson {

  private ProblemJson() {}

  /** The gravest first. */
  public static JsonBody problems(Problems problems) {
    return out -> {
      out.writeStartObject();
      out.writeNumberField("sessions", problems.sessions());
      out.writeNumberField("pending", problems.pending());
      Values.writeCost(out, "costUsd", problems.costUsd());
      Values.writeMillis(out, "durationMillis", problems.nanos());
      out.writeArrayFieldStart("problems");
      for (Problems.Found found : problems.problems()) {
        write(out, found);
      }
      out.writeEndArray();
      out.writeNumberField("moreProblems", problems.more());
      out.writeEndObject();
    };
  }

  private static void write(JsonGenerator out, Problems.Found found) throws IOException {
    out.writeStartObject();
    out.writeStringField("kind", DecisionJson.lower(found.kind()));
    out.writeStringField("path", found.path());
    out.writeStringField("subject", found.subject());
    out.writeStringField("sentence", found.sentence());
    out.writeNumberField("sessions", found.sessions());
    out.writeNumberField("failedSessions", found.failedSessions());
    out.writeNumberField("times", found.times());
    out.writeObjectFieldStart("atStake");
    out.writeBooleanField("avoidable", found.avoidable());
    Values.writeCost(out, "costUsd", found.costUsd());
    Values.writeMillis(out, "durationMillis", found.nanos());
    Values.writeLong(out, "inputTokens", found.inputTokens());
    out.writeEndObject();
    out.writeNumberField("weight", found.weight());
    out.writeArrayFieldStart("examples");
    for (SpanExample example : found.examples()) {
      DecisionJson.write(out, example);
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
