package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * Which scores, as people and programs write it; not checked yet. Null is "not asked for".
 *
 * @param from ISO-8601 time of the judgement, inclusive
 * @param to ISO-8601 time, exclusive
 * @param name exact name
 * @param source exact source
 * @param type {@code numeric}, {@code boolean} or {@code categorical}
 * @param target {@code span}, {@code trace}, {@code session}, {@code path} or {@code response}
 * @param session id of a session: its scores, its traces' and its spans'
 * @param traceId with {@code spanId}: the scores of that span and of its response
 * @param spanId with {@code traceId}
 * @param sessionName name of the sessions a path stands in
 * @param path exact path
 * @param limit 1 to 1000; null is 50
 * @param cursor where the page before ended; the other values must be the same as for that page
 */
public record ScoreListRequest(
    @Nullable String from,
    @Nullable String to,
    @Nullable String name,
    @Nullable String source,
    @Nullable String type,
    @Nullable String target,
    @Nullable String session,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String sessionName,
    @Nullable String path,
    @Nullable String limit,
    @Nullable String cursor) {}
