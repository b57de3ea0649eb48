package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * What to look for in content, as people and programs write it; not checked yet. Null is "not asked
 * for".
 *
 * @param text words and {@code "quoted phrases"}; all must be found in what one span said
 * @param from ISO-8601 time; only spans that start then or later
 * @param to ISO-8601 time, exclusive
 * @param in {@code input}, {@code output}, {@code arguments} and {@code result}, with commas; null
 *     is all of them
 * @param limit 1 to 200; null is 20
 * @param cursor where the page before ended; the other values must be the same as for that page
 */
public record SearchRequest(
    String text,
    @Nullable String from,
    @Nullable String to,
    @Nullable String in,
    @Nullable String limit,
    @Nullable String cursor) {}
