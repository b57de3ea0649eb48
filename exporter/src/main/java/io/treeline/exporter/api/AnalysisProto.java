package io.treeline.exporter.api;

import static io.treeline.exporter.api.ViewProto.ifKnown;

import io.treeline.exporter.analysis.TimeUse;
import io.treeline.exporter.api.v1.Problem;
import io.treeline.exporter.api.v1.SessionAnalysis;
import io.treeline.exporter.api.v1.Spend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An analysis as a protobuf message. */
final class AnalysisProto {

  private AnalysisProto() {}

  static SessionAnalysis analysis(
      String sessionId, io.treeline.exporter.analysis.SessionAnalysis analysis) {
    TimeUse time = analysis.time();
    SessionAnalysis.Builder out =
        SessionAnalysis.newBuilder()
            .setSessionId(sessionId)
            .setMoreProblems(analysis.moreProblems())
            .setWastedInLoops(spend(analysis.wasted()))
            .setSpentOnRecovery(spend(analysis.recovered()))
            .setHumanFree(analysis.autonomy().humanFree())
            .setWall(ViewProto.duration(time.wall()))
            .setActive(ViewProto.duration(time.active()))
            .setWorking(ViewProto.duration(time.working()))
            .setWaiting(ViewProto.duration(time.waiting()))
            .setIdle(ViewProto.duration(time.idle()))
            .setCritical(ViewProto.duration(time.critical()))
            .setParallelism(time.parallelism())
            .setAnalysisJson(json(sessionId, analysis));
    analysis.problems().forEach(problem -> out.addProblems(problem(problem)));
    return out.build();
  }

  private static Problem problem(io.treeline.exporter.analysis.Problem problem) {
    return Problem.newBuilder()
        .setKind(ViewJson.lower(problem.kind()))
        .setSentence(problem.sentence())
        .addAllSpans(problem.spans().stream().map(AnalysisJson::span).toList())
        .setMoreSpans(problem.moreSpans())
        .setStartTime(ViewProto.time(problem.startEpochNanos()))
        .setWasted(spend(problem.wasted()))
        .build();
  }

  private static Spend spend(io.treeline.exporter.analysis.Spend spend) {
    Spend.Builder out =
        Spend.newBuilder().setCalls(spend.calls()).setDuration(ViewProto.duration(spend.nanos()));
    ifKnown(spend.inputTokens(), out::setInputTokens);
    ifKnown(spend.outputTokens(), out::setOutputTokens);
    ifKnown(spend.costUsd(), usd -> out.setCostUsd(usd.toPlainString()));
    return out.build();
  }

  private static String json(
      String sessionId, io.treeline.exporter.analysis.SessionAnalysis analysis) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      AnalysisJson.analysis(sessionId, analysis).writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString(StandardCharsets.UTF_8);
  }
}
