package io.treeline.exporter.query;

import org.jspecify.annotations.Nullable;

/**
 * Which sessions to put together by path; not checked yet. Null is "not asked for".
 *
 * @param filter which sessions
 * @param branches most branches of a place to show, 1 to 100; null is 12
 * @param limit most places to show, 1 to 5000; null is 500
 */
public record DecisionTreeRequest(
    FilterRequest filter, @Nullable String branches, @Nullable String limit) {}
