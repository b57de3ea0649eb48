package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * Which spans behind a number, as people and programs write it; not checked yet. Null is "not asked
 * for".
 *
 * @param of filter, groupBy and scope of the aggregate that has the number
 * @param key the group; null for all
 * @param only {@code all}, {@code failed}, {@code recovered}, {@code abandoned}, {@code redundant}
 *     or {@code unpriced}; null is {@code all}
 * @param sort {@code start}, {@code duration} or {@code cost}; null is {@code start}
 * @param limit 1 to 200; null is 20
 * @param withContent whether each span carries what was said
 */
public record SpanListRequest(
    AggregateRequest of,
    @Nullable String key,
    @Nullable String only,
    @Nullable String sort,
    @Nullable String limit,
    boolean withContent) {}
