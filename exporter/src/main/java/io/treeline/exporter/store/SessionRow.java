package io.treeline.exporter.store;

import io.treeline.exporter.model.SessionIdSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One session's numbers, over all of its spans.
 *
 * @param sessionId id
 * @param sessionIdSource strongest source any of its spans had
 * @param name given name: of the earliest-starting span that has one; null when none has
 * @param derivedName name to show when none was given: that of the earliest-starting agent, else of
 *     the earliest-starting top-most span
 * @param startEpochNanos earliest start
 * @param endEpochNanos latest end; null while no span has ended
 * @param activeNanos length of the union of all spans' times: idle gaps do not count
 * @param status outcome
 * @param spans number of spans
 * @param llmCalls spans of kind LLM
 * @param toolCalls spans of kind TOOL or MCP, an MCP span directly inside a TOOL span not counted
 * @param errors spans in error none of whose children in the session is in error: each error where
 *     it happened
 * @param inputTokens sum over spans whose kind owns usage; null when none of them reported it, or
 *     when the sum is beyond 64 bits. The same holds for the other token sums
 * @param costUsd sum of priced calls, exact, without trailing zeros; null when no call is priced
 * @param unpricedCalls LLM and embedding calls without a price
 * @param estimatedCalls calls that own usage and whose tokens were counted from their text
 * @param models distinct models of spans whose kind owns usage, sorted
 * @param users distinct users, sorted
 * @param services distinct services, sorted
 * @param properties distinct values by name, both sorted
 */
public record SessionRow(
    String sessionId,
    SessionIdSource sessionIdSource,
    @Nullable String name,
    String derivedName,
    long startEpochNanos,
    @Nullable Long endEpochNanos,
    long activeNanos,
    SessionStatus status,
    long spans,
    long llmCalls,
    long toolCalls,
    long errors,
    @Nullable Long inputTokens,
    @Nullable Long outputTokens,
    @Nullable Long cacheReadTokens,
    @Nullable Long cacheWriteTokens,
    @Nullable Long reasoningTokens,
    @Nullable BigDecimal costUsd,
    long unpricedCalls,
    long estimatedCalls,
    List<String> models,
    List<String> users,
    List<String> services,
    SortedMap<String, List<String>> properties) {

  public SessionRow {
    models = List.copyOf(models);
    users = List.copyOf(users);
    services = List.copyOf(services);
    properties = java.util.Collections.unmodifiableSortedMap(properties);
  }
}
