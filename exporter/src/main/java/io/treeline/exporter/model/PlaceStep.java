package io.treeline.exporter.model;

import org.jspecify.annotations.Nullable;

/**
 * What came next under a place.
 *
 * @param path the place
 * @param from path of the branch before; null when there was none
 * @param to path of the branch after; null when nothing came
 * @param times how often
 * @param sessions in how many sessions
 */
public record PlaceStep(
    String path, @Nullable String from, @Nullable String to, long times, long sessions) {}
