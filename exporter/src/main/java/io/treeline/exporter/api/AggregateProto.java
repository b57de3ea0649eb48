package io.treeline.exporter.api;

import static io.treeline.exporter.api.ViewProto.ifKnown;

import io.treeline.exporter.api.v1.AggregateBucket;
import io.treeline.exporter.api.v1.AggregateResponse;
import io.treeline.exporter.api.v1.AggregateRow;
import io.treeline.exporter.api.v1.Measures;
import io.treeline.exporter.api.v1.Times;
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
            .setUnpricedCalls(measures.unpricedCalls());
    ifKnown(measures.costUsd(), usd -> out.setCostUsd(usd.toPlainString()));
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
