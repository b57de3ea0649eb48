package io.treeline.exporter.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a set of spans, by the rules of a session's own numbers, so that parts add up to it.
 *
 * @param spans number of spans
 * @param durationNanos time of the set; what it covers is said where the set is
 * @param llmCalls spans of kind LLM
 * @param toolCalls spans of kind TOOL or MCP, an MCP span directly inside a TOOL span not counted
 * @param errors spans in error none of whose children is in error: each error where it happened
 * @param tokens sums over spans whose kind owns usage; a sum is null when none of them reported it
 * @param costUsd exact sum of priced calls; null when no call is priced
 * @param unpricedCalls LLM and embedding calls without a price
 * @param estimatedCalls calls that own usage and whose tokens were counted from their text
 */
public record Totals(
    long spans,
    long durationNanos,
    long llmCalls,
    long toolCalls,
    long errors,
    TokenUsage tokens,
    @Nullable BigDecimal costUsd,
    long unpricedCalls,
    long estimatedCalls) {}
