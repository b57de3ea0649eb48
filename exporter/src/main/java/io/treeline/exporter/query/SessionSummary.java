package io.treeline.exporter.query;

import io.treeline.exporter.model.SessionIdSource;
import io.treeline.exporter.model.TokenUsage;
import io.treeline.exporter.store.SessionRow;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One session's numbers, over all of its spans.
 *
 * @param sessionId id
 * @param sessionIdSource strongest source any of its spans had
 * @param name given name, else the derived one
 * @param nameGiven whether a span was sent with the name
 * @param startEpochNanos earliest start
 * @param endEpochNanos latest end; null while no span has ended
 * @param activeNanos length of the union of all spans' times
 * @param status how it ended: {@code "ok"}, {@code "recovered"} or {@code "error"}
 * @param spans number of spans
 * @param llmCalls model calls
 * @param toolCalls tool calls
 * @param errors each error where it happened
 * @param tokens sums; null where none was reported
 * @param costUsd exact; null when no call is priced
 * @param unpricedCalls LLM and embedding calls without a price
 * @param estimatedCalls calls that own usage and whose tokens were counted from their text
 * @param models distinct, sorted
 * @param users distinct, sorted
 * @param services distinct, sorted
 * @param properties distinct values by name, both sorted
 */
public record SessionSummary(
    String sessionId,
    SessionIdSource sessionIdSource,
    String name,
    boolean nameGiven,
    long startEpochNanos,
    @Nullable Long endEpochNanos,
    long activeNanos,
    String status,
    long spans,
    long llmCalls,
    long toolCalls,
    long errors,
    TokenUsage tokens,
    @Nullable BigDecimal costUsd,
    long unpricedCalls,
    long estimatedCalls,
    List<String> models,
    List<String> users,
    List<String> services,
    SortedMap<String, List<String>> properties) {

  public SessionSummary {
    models = List.copyOf(models);
    users = List.copyOf(users);
    services = List.copyOf(services);
    properties = Collections.unmodifiableSortedMap(properties);
  }

  /** Wall clock from first start to last end; null while no span has ended. */
  public @Nullable Long durationNanos() {
    return endEpochNanos == null ? null : endEpochNanos - startEpochNanos;
  }

  static SessionSummary of(SessionRow row) {
    String given = row.name();
    return new SessionSummary(
        row.sessionId(),
        row.sessionIdSource(),
        given == null ? row.derivedName() : given,
        given != null,
        row.startEpochNanos(),
        row.endEpochNanos(),
        row.activeNanos(),
        row.status().name().toLowerCase(Locale.ROOT),
        row.spans(),
        row.llmCalls(),
        row.toolCalls(),
        row.errors(),
        new TokenUsage(
            row.inputTokens(),
            row.outputTokens(),
            row.cacheReadTokens(),
            row.cacheWriteTokens(),
            row.reasoningTokens()),
        row.costUsd(),
        row.unpricedCalls(),
        row.estimatedCalls(),
        row.models(),
        row.users(),
        row.services(),
        row.properties());
  }
}
