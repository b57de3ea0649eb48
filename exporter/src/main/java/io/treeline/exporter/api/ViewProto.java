package io.treeline.exporter.api;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.treeline.exporter.api.v1.ListSessionsResponse;
import io.treeline.exporter.api.v1.Place;
import io.treeline.exporter.api.v1.PropertyValues;
import io.treeline.exporter.api.v1.SessionSummary;
import io.treeline.exporter.api.v1.Tokens;
import io.treeline.exporter.api.v1.Totals;
import io.treeline.exporter.api.v1.TreeNode;
import io.treeline.exporter.model.SpanKey;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.query.SessionPage;
import java.math.BigDecimal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Views as protobuf messages: sessions and trees. */
final class ViewProto {

  private static final long NANOS = 1_000_000_000L;

  private ViewProto() {}

  static ListSessionsResponse page(SessionPage page) {
    ListSessionsResponse.Builder out = ListSessionsResponse.newBuilder();
    page.sessions().forEach(session -> out.addSessions(session(session)));
    ifKnown(page.nextCursor(), out::setNextCursor);
    return out.build();
  }

  static SessionSummary session(io.treeline.exporter.query.SessionSummary session) {
    SessionSummary.Builder out =
        SessionSummary.newBuilder()
            .setSessionId(session.sessionId())
            .setSessionIdSource(ViewJson.lower(session.sessionIdSource()))
            .setName(session.name())
            .setNameGiven(session.nameGiven())
            .setStartTime(time(session.startEpochNanos()))
            .setActive(duration(session.activeNanos()))
            .setStatus(session.status())
            .setLlmCalls(session.llmCalls())
            .setToolCalls(session.toolCalls())
            .setSpans(session.spans())
            .setErrors(session.errors())
            .setTokens(tokens(session.tokens()))
            .setUnpricedCalls(session.unpricedCalls())
            .setEstimatedCalls(session.estimatedCalls())
            .addAllModels(session.models())
            .addAllUsers(session.users())
            .addAllServices(session.services());
    ifKnown(session.endEpochNanos(), end -> out.setEndTime(time(end)));
    ifKnown(session.durationNanos(), nanos -> out.setDuration(duration(nanos)));
    ifKnown(session.costUsd(), usd -> out.setCostUsd(usd.toPlainString()));
    session
        .properties()
        .forEach(
            (name, values) ->
                out.putProperties(name, PropertyValues.newBuilder().addAllValues(values).build()));
    return out.build();
  }

  static TreeNode node(io.treeline.exporter.query.TreeNode node) {
    TreeNode.Builder out =
        TreeNode.newBuilder()
            .setId(node.id())
            .setLabel(node.label())
            .setDepth(node.depth())
            .setStartTime(time(node.startEpochNanos()))
            .setSelf(totals(node.self()))
            .setSubtree(totals(node.subtree()));
    ifKnown(node.endEpochNanos(), end -> out.setEndTime(time(end)));
    ifKnown(node.span(), span -> out.setSpan(SpanProto.summary(span)));
    ifKnown(node.place(), place -> out.setPlace(place(place)));
    return out.build();
  }

  static Timestamp time(long epochNanos) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(epochNanos, NANOS))
        .setNanos((int) Math.floorMod(epochNanos, NANOS))
        .build();
  }

  static Duration duration(long nanos) {
    return Duration.newBuilder().setSeconds(nanos / NANOS).setNanos((int) (nanos % NANOS)).build();
  }

  static Tokens tokens(TokenUsage usage) {
    Tokens.Builder out = Tokens.newBuilder();
    ifKnown(usage.input(), out::setInput);
    ifKnown(usage.output(), out::setOutput);
    ifKnown(usage.cacheRead(), out::setCacheRead);
    ifKnown(usage.cacheWrite(), out::setCacheWrite);
    ifKnown(usage.reasoning(), out::setReasoning);
    return out.build();
  }

  static <T> void ifKnown(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }

  private static Totals totals(io.treeline.exporter.model.Totals totals) {
    Totals.Builder out =
        Totals.newBuilder()
            .setSpans(totals.spans())
            .setDuration(duration(totals.durationNanos()))
            .setLlmCalls(totals.llmCalls())
            .setToolCalls(totals.toolCalls())
            .setErrors(totals.errors())
            .setTokens(tokens(totals.tokens()))
            .setUnpricedCalls(totals.unpricedCalls())
            .setEstimatedCalls(totals.estimatedCalls());
    BigDecimal usd = totals.costUsd();
    ifKnown(usd, cost -> out.setCostUsd(cost.toPlainString()));
    return out.build();
  }

  private static Place place(io.treeline.exporter.query.TreeNode.Place place) {
    Place.Builder out = Place.newBuilder().setPath(place.path()).setDerived(place.derived());
    for (SpanKey key : place.spanKeys()) {
      out.addSpanKeys(key.traceId() + ":" + key.spanId());
    }
    return out.build();
  }
}
