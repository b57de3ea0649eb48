package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * What to export, as people and programs write it; not checked yet. Null is "not asked for".
 *
 * @param filter which sessions
 * @param session exactly this session in place of a filter
 * @param limit at most so many sessions; null is all
 * @param cursor where an earlier export of the same ended
 */
public record ExportRequest(
    FilterRequest filter,
    @Nullable String session,
    @Nullable String limit,
    @Nullable String cursor) {}
