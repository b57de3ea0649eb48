package io.treeline.exporter.analysis;

import org.jspecify.annotations.Nullable;

/**
 * What came next under one visit of a place, by start.
 *
 * @param path the place under which it happened; {@code /} for the session
 * @param from path of the branch that was entered before; null when this was the first
 * @param to path of the branch that was entered next; null when nothing came and the visit is over
 * @param times how often
 */
public record PathStep(String path, @Nullable String from, @Nullable String to, long times) {}
