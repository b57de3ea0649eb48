package io.treeline.exporter.api;

import static io.treeline.exporter.api.ViewProto.ifKnown;

import io.treeline.exporter.analysis.NextStep;
import io.treeline.exporter.api.v1.AggregateBucket;
import io.treeline.exporter.api.v1.AggregateResponse;
import io.treeline.exporter.api.v1.AggregateRow;
import io.treeline.exporter.api.v1.Autonomy;
import io.treeline.exporter.api.v1.Loops;
import io.treeline.exporter.api.v1.Measures;
import io.treeline.exporter.api.v1.Recovery;
import io.treeline.exporter.api.v1.Spend;
import io.treeline.exporter.api.v1.Times;
import io.treeline.exporter.model.RecoveryMeasures;
import io.treeline.exporter.model.SessionFindings;
import io.treeline.exporter.model.Spent;
import io.treeline.exporter.query.Aggregates;

/** Numbers by group as protobuf messages. */
final class AggregateProto {

  private AggregateProto() {}

  static AggregateResponse response(Aggregates aggregates) {
    AggregateResponse.Builder out =
        AggregateResponse.newBuilder()
            .setTotal(row(aggregates.total()))
            .setOtherGroups(aggregates.otherGroups());
    aggregates.groups().forEach(group -> out.addGroups(row(group)));
    ifKnown(aggregates.other(), other -> out.setOther(row(other)));
    ifKnown(aggregates.without(), without -> out.setWithout(row(without)));
    return out.build();
  }

  private static AggregateRow row(io.treeline.exporter.model.AggregateRow row) {
    AggregateRow.Builder out = AggregateRow.newBuilder().setMeasures(measures(row.measures()));
    ifKnown(row.key(), out::setKey);
    row.series()
        .forEach(
            bucket ->
                out.addSeries(
                    AggregateBucket.newBuilder()
                        .setStartTime(ViewProto.time(bucket.startEpochNanos()))
                        .setMeasures(measures(bucket.measures()))));
    return out.build();
  }

  private static Measures measures(io.treeline.exporter.model.Measures measures) {
    Measures.Builder out =
        Measures.newBuilder()
            .setSessions(measures.sessions())
            .setSpans(measures.spans())
            .setLlmCalls(measures.llmCalls())
            .setToolCalls(measures.toolCalls())
            .setErrors(measures.errors())
            .setFailed(measures.failed())
            .setDuration(times(measures.duration()))
            .setTimeToFirstChunk(times(measures.timeToFirstChunk()))
            .setTokens(ViewProto.tokens(measures.tokens()))
            .setUnpricedCalls(measures.unpricedCalls())
            .setEstimatedCalls(measures.estimatedCalls())
            .setRecovery(recovery(measures.recovery()))
            .setLoops(loops(measures.recovery(), measures.findings()))
            .setAutonomy(autonomy(measures.findings()));
    ifKnown(measures.costUsd(), usd -> out.setCostUsd(usd.toPlainString()));
    return out.build();
  }

  private static Recovery recovery(RecoveryMeasures recovery) {
    Recovery.Builder out =
        Recovery.newBuilder()
            .setErrors(recovery.errors())
            .setRecovered(recovery.recovered())
            .setAbandoned(recovery.abandoned())
            .setFailed(recovery.failed())
            .setUnknown(recovery.unknown())
            .setNotFound(recovery.notFound())
            .setAttempts(recovery.attempts())
            .setSpent(spent(recovery.spent()));
    for (NextStep step : NextStep.values()) {
      out.putNextSteps(ViewJson.lower(step), OutcomeJson.count(recovery.nextSteps(), step));
    }
    return out.build();
  }

  private static Loops loops(RecoveryMeasures recovery, SessionFindings findings) {
    return Loops.newBuilder()
        .setRedundantCalls(recovery.redundantCalls())
        .setRedundant(ViewProto.duration(recovery.redundantNanos()))
        .setSessions(findings.looping())
        .setFound(findings.loops())
        .setWasted(spent(findings.wasted()))
        .setUnknownCalls(findings.unknownCalls())
        .build();
  }

  private static Autonomy autonomy(SessionFindings findings) {
    return Autonomy.newBuilder()
        .setAnalyzedSessions(findings.analyzed())
        .setHumanFreeSessions(findings.humanFree())
        .setInterventions(findings.interventions())
        .setApproved(findings.approved())
        .setRejected(findings.rejected())
        .setHandoffs(findings.handoffs())
        .setLimitsReached(findings.limitsReached())
        .setSessionsAtLimit(findings.atLimit())
        .setWorking(ViewProto.duration(findings.workingNanos()))
        .setWaiting(ViewProto.duration(findings.waitingNanos()))
        .build();
  }

  private static Spend spent(Spent spent) {
    Spend.Builder out =
        Spend.newBuilder().setCalls(spent.calls()).setDuration(ViewProto.duration(spent.nanos()));
    ifKnown(spent.inputTokens(), out::setInputTokens);
    ifKnown(spent.outputTokens(), out::setOutputTokens);
    ifKnown(spent.costUsd(), usd -> out.setCostUsd(usd.toPlainString()));
    return out.build();
  }

  private static Times times(io.treeline.exporter.model.Measures.Times times) {
    Times.Builder out = Times.newBuilder();
    ifKnown(times.meanNanos(), nanos -> out.setMean(ViewProto.duration(nanos)));
    ifKnown(times.p50Nanos(), nanos -> out.setP50(ViewProto.duration(nanos)));
    ifKnown(times.p95Nanos(), nanos -> out.setP95(ViewProto.duration(nanos)));
    ifKnown(times.p99Nanos(), nanos -> out.setP99(ViewProto.duration(nanos)));
    return out.build();
  }
}
