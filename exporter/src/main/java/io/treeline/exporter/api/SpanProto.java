package io.treeline.exporter.api;

import static io.treeline.exporter.api.ViewProto.ifKnown;

import io.treeline.exporter.analysis.Standing;
import io.treeline.exporter.api.v1.Decision;
import io.treeline.exporter.api.v1.Human;
import io.treeline.exporter.api.v1.SpanDetail;
import io.treeline.exporter.api.v1.SpanSummary;
import io.treeline.exporter.api.v1.UsageSuppressed;
import io.treeline.exporter.model.Operation;
import io.treeline.exporter.model.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Spans as protobuf messages. */
final class SpanProto {

  private SpanProto() {}

  static SpanSummary summary(io.treeline.exporter.query.SpanSummary summary) {
    Span span = summary.span();
    SpanSummary.Builder out =
        SpanSummary.newBuilder()
            .setTraceId(span.key().traceId())
            .setSpanId(span.key().spanId())
            .setSessionId(summary.sessionId())
            .setName(span.name())
            .setKind(ViewJson.lower(span.kind()))
            .setService(span.origin().service())
            .setStartTime(ViewProto.time(span.startEpochNanos()))
            .setStatus(ViewJson.lower(span.status()))
            .setPath(summary.path())
            .setPathSource(ViewJson.lower(summary.pathSource()))
            .setUnpriced(summary.unpriced())
            .setRetryCount(summary.retryCount())
            .setInferred(summary.inferred())
            .setEmptyResult(span.operation().emptyResult());
    ifKnown(span.parentSpanId(), out::setParentSpanId);
    ifKnown(span.endEpochNanos(), end -> out.setEndTime(ViewProto.time(end)));
    ifKnown(span.durationNanos(), nanos -> out.setDuration(ViewProto.duration(nanos)));
    ifKnown(span.statusMessage(), out::setStatusMessage);
    ifKnown(span.errorType(), out::setErrorType);
    ifKnown(span.errorSource(), source -> out.setErrorSource(ViewJson.lower(source)));
    ifKnown(summary.retryAttempt(), out::setRetryAttempt);
    ifKnown(summary.iteration(), out::setIteration);
    ifKnown(summary.maxIterations(), out::setMaxIterations);
    ifKnown(summary.stopReason(), out::setStopReason);
    ifKnown(summary.decision(), decision -> out.setDecision(decision(decision)));
    ifKnown(summary.human(), human -> out.setHuman(human(human)));
    operation(out, span.operation());
    standing(out, summary.standing());
    return out.build();
  }

  static SpanDetail detail(io.treeline.exporter.query.SpanSummary summary) {
    JsonBody body =
        out -> {
          out.writeStartObject();
          SpanJson.writeDetail(out, summary);
          out.writeEndObject();
        };
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SpanDetail.newBuilder()
        .setSummary(summary(summary))
        .setDetailJson(json.toString(StandardCharsets.UTF_8))
        .build();
  }

  private static void operation(SpanSummary.Builder out, Operation operation) {
    out.setOperation(ViewJson.lower(operation.kind()));
    out.addAllFinishReasons(operation.finishReasons());
    out.setTokens(ViewProto.tokens(operation.usage()));
    ifKnown(operation.name(), out::setOperationName);
    ifKnown(operation.agentName(), out::setAgentName);
    ifKnown(operation.toolName(), out::setToolName);
    ifKnown(operation.toolCallId(), out::setToolCallId);
    ifKnown(operation.provider(), out::setProvider);
    ifKnown(operation.requestModel(), out::setRequestModel);
    ifKnown(operation.responseModel(), out::setResponseModel);
    ifKnown(operation.costUsd(), usd -> out.setCostUsd(usd.toPlainString()));
    ifKnown(
        operation.timeToFirstChunkNanos(),
        nanos -> out.setTimeToFirstChunk(ViewProto.duration(nanos)));
  }

  private static void standing(SpanSummary.Builder out, Standing standing) {
    out.setOutcome(ViewJson.lower(standing.outcome()));
    out.setWrapper(standing.wrapper());
    ifKnown(standing.recoveredBy(), key -> out.setRecoveredBy(AnalysisJson.span(key)));
    ifKnown(standing.foldedInto(), key -> out.setFoldedInto(AnalysisJson.span(key)));
    ifKnown(
        standing.suppressed(),
        suppressed ->
            out.setUsageSuppressedBy(
                UsageSuppressed.newBuilder()
                    .setRule(suppressed.rule())
                    .setSpan(AnalysisJson.span(suppressed.by()))));
  }

  private static Decision decision(io.treeline.exporter.query.Decision decision) {
    Decision.Builder out =
        Decision.newBuilder().addAllOffered(decision.offered()).addAllChosen(decision.chosen());
    ifKnown(decision.type(), out::setType);
    return out.build();
  }

  private static Human human(io.treeline.exporter.query.Human human) {
    Human.Builder out = Human.newBuilder();
    ifKnown(human.type(), out::setType);
    ifKnown(human.decision(), out::setDecision);
    return out.build();
  }
}
